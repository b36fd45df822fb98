import { realpath } from "node:fs/promises";
import { expandPaths } from "../source/expand-paths.ts";

/** True when writing to `output` would overwrite a file that is to be read. */
export async function wouldOverwriteInput(output: string, paths: readonly string[]): Promise<boolean> {
  // What cannot be resolved is not there, and cannot be overwritten.
  const target = await realpath(output).catch(() => null);
  if (target === null) return false;
  const { inputs } = await expandPaths(paths);
  const real = await Promise.all(inputs.map(({ path }) => realpath(path).catch(() => null)));
  return real.includes(target);
}
