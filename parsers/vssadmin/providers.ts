import { guidIn, type Line, quotedIn, readEntries } from "./lines.ts";
import type { VssProvider } from "./types.ts";

/** A name in quotes, its type, its GUID and its version. */
export function readProviders(lines: readonly Line[]) {
  return readEntries(lines, (line) => line.indent === 0 && quotedIn(line) !== null, providerOf);
}

function providerOf([head, ...rest]: readonly Line[]): VssProvider | null {
  const [id] = rest.flatMap((line) => guidIn(line) ?? []);
  const version = rest.flatMap(({ value }) => (/^\d+(\.\d+)+$/.test(value ?? "") ? (value ?? []) : []))[0];
  const name = head === undefined ? null : quotedIn(head);
  return name === null || id === undefined ? null : { name, id, version: version ?? null };
}
