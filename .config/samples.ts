import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { CATALOGUE } from "../src/catalogue/index.ts";
import { evtxForm } from "../test/history/formats/evtx.ts";
import { FORMS } from "../test/history/formats/index.ts";
import { sampleFiles } from "../test/history/sample-files.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Writes `samples/` anew from the scenarios of `test/history`; with `check` only compares. Returns the paths
 * that were not as they should be. Files that no scenario makes are removed.
 */
export function generateSamples(check: boolean): readonly string[] {
  const wanted = sampleFiles([evtxForm, ...FORMS], CATALOGUE);
  const there = listed(join(root, "samples"));
  const stale = there.filter((path) => !wanted.has(path));
  const changed = [...wanted].filter(([path, bytes]) => !there.includes(path) || !same(path, bytes));
  if (!check) {
    for (const path of stale) rmSync(join(root, path));
    for (const [path, bytes] of changed) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), bytes);
    }
  }
  return [...stale, ...changed.map(([path]) => path)];
}

function listed(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}

function same(path: string, bytes: Uint8Array): boolean {
  return readFileSync(join(root, path)).equals(bytes);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const changed = generateSamples(process.argv.includes("--check"));
  console.log(`${changed.length} sample files ${process.argv.includes("--check") ? "differ" : "written"}`);
}
