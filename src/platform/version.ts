import { readFileSync } from "node:fs";

/** The version of this package: its package.json stands above `src`, or above `dist/src` once it is built. */
export function packageVersion(): string {
  for (const place of ["../../package.json", "../../../package.json"]) {
    try {
      const found: unknown = JSON.parse(readFileSync(new URL(place, import.meta.url), "utf8"));
      if (isPackage(found) && found.name === "thawline") return found.version;
    } catch {
      // Not here: the next place.
    }
  }
  return "0.0.0";
}

function isPackage(value: unknown): value is { readonly name: string; readonly version: string } {
  return typeof value === "object" && value !== null && "name" in value && "version" in value;
}
