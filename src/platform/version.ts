import { readPackageFile } from "./package-file.ts";

/** The version of this package. */
export function packageVersion(): string {
  const found: unknown = JSON.parse(readPackageFile("package.json"));
  return isPackage(found) ? found.version : "0.0.0";
}

function isPackage(value: unknown): value is { readonly version: string } {
  return typeof value === "object" && value !== null && "version" in value;
}
