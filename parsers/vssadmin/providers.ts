import { entriesOf, guidIn, type Line, quotedIn } from "./lines.ts";
import type { VssProvider } from "./types.ts";

/** A name in quotes, its type, its GUID and its version. */
export function readProviders(lines: readonly Line[]) {
  const { entries, before } = entriesOf(lines, (line) => line.indent === 0 && quotedIn(line) !== null);
  const read = entries.map((entry) => ({ entry, provider: providerOf(entry) }));
  return {
    items: read.flatMap(({ provider }) => provider ?? []),
    unread: [...before, ...read.flatMap(({ entry, provider }) => (provider === null ? entry : []))],
  };
}

function providerOf([head, ...rest]: readonly Line[]): VssProvider | null {
  const [id] = rest.flatMap((line) => guidIn(line) ?? []);
  const version = rest.flatMap(({ value }) => (/^\d+(\.\d+)+$/.test(value ?? "") ? (value ?? []) : []))[0];
  const name = head === undefined ? null : quotedIn(head);
  return name === null || id === undefined ? null : { name, id, version: version ?? null };
}
