import { readFileSync, writeFileSync } from "node:fs";
import { GENERATED_FILES } from "./generated-files.ts";
import { generateSamples } from "./samples.ts";

const check = process.argv.includes("--check");
const top = new URL("../", import.meta.url);
const stale: string[] = [];

for (const { path, render } of GENERATED_FILES) {
  const file = new URL(path, top);
  const text = await render();
  if (contentOf(file) === text) continue;
  stale.push(path);
  if (!check) writeFileSync(file, text);
}

stale.push(...generateSamples(check));

if (check && stale.length > 0) {
  console.error(`not up to date, run "npm run generate": ${stale.join(", ")}`);
  process.exitCode = 1;
} else if (!check) {
  console.log(stale.length > 0 ? `written: ${stale.join(", ")}` : "all up to date");
}

/** The file's text, or null when there is none yet. A checkout on Windows may have changed its line ends. */
function contentOf(file: URL): string | null {
  try {
    return readFileSync(file, "utf8").replace(/\r\n/g, "\n");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
