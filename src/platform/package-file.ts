import { readFileSync } from "node:fs";

/** A text file of this package, by its path from the top: above `src`, or above `dist/src` once it is built. */
export function readPackageFile(path: string): string {
  try {
    return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  } catch {
    return readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
  }
}
