import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FAKE = new URL("fake-shell.mjs", import.meta.url).href;

/** The simulated PowerShell as a program with a path, in a folder of its own. */
export interface FakeExecutable {
  readonly folder: string;
  readonly path: string;
  remove(): void;
}

export function fakeExecutable(): FakeExecutable {
  const folder = mkdtempSync(join(tmpdir(), "thawline-shell-"));
  const path = join(folder, "powershell.exe");
  writeFileSync(path, `#!${process.execPath}\nimport(${JSON.stringify(FAKE)});\n`);
  // Whatever package lies in the folders above has no say in how a file of this name is run.
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }');
  chmodSync(path, 0o755);
  return { folder, path, remove: () => rmSync(folder, { recursive: true }) };
}
