import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
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
    for (const path of stale) remove(path);
    for (const [path, bytes] of changed) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), bytes);
    }
  }
  return [...stale, ...changed.map(([path]) => path)];
}

/** The file, and its folder with the last file in it. */
function remove(path: string): void {
  rmSync(join(root, path));
  const folder = dirname(join(root, path));
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

function listed(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}

function same(path: string, bytes: Uint8Array): boolean {
  return readFileSync(join(root, path)).equals(bytes);
}
