import type { CatalogueRow } from "../../model/catalogue.ts";
import type { StringRole } from "../../model/signal.ts";
import { esePrefix, instanceName } from "./prefix.ts";
import { type Draft, readRole } from "./roles.ts";
import { splitsCopies } from "./strings.ts";
import { matchTemplate, orderInText, type PlainText, plainText } from "./template.ts";
import { type Tokens, tokensOf } from "./tokens.ts";

/** Roles that the text itself tells by its shape better than by its place between words. */
const BY_SHAPE_FIRST: ReadonlySet<StringRole> = new Set([
  "firstLog",
  "lastLog",
  "file",
  "volume",
  "storageVolume",
]);

/**
 * The keys of an event from its rendered text: by the vendor's words where they are the known ones, else by
 * shape alone, which serves translated texts and older wordings.
 */
export function readText(row: CatalogueRow, message: string, plain: PlainText = plainText(message)): Draft {
  const draft: Draft = {};
  const split = splitsCopies(row);
  const match = matchTemplate(row, plain);
  const prefix = row.strings[0]?.role === "process" || row.carries?.includes("process");
  const from = prefix ? readPrefix(draft, plain.text, match?.start ?? null) : 0;
  if (row.provider === "VSS") {
    const context = contextOf(message);
    if (context !== null) readRole("vssContext", draft, context, false);
  }
  const tokens = tokensOf(plain.text.slice(from));
  for (const [role, value] of valuesOf(row, match?.strings ?? null, tokens))
    readRole(role, draft, value, split);
  return draft;
}

/** Reads the engine's prefix and says where the rest of the text begins. */
function readPrefix(draft: Draft, text: string, wordsAt: number | null): number {
  const prefix = esePrefix(text);
  if (prefix === null) return 0;
  readRole("process", draft, prefix.process, false);
  readRole("pid", draft, prefix.pid, false);
  const name = instanceName(text, prefix, wordsAt);
  readRole("instanceName", draft, name, false);
  return prefix.end + name.length;
}

function* valuesOf(
  row: CatalogueRow,
  strings: readonly string[] | null,
  tokens: Tokens,
): Generator<readonly [StringRole, string]> {
  const order = orderInText(row);
  const numbers = [...order, ...row.strings.map((_, n) => n + 1).filter((n) => !order.includes(n))];
  const next = picker(tokens);
  for (const n of numbers) {
    const role = row.strings[n - 1]?.role;
    if (role === undefined) continue;
    const between = strings === null ? undefined : unquoted(strings[n - 1] ?? "");
    const value = BY_SHAPE_FIRST.has(role) || between === undefined ? (next(role) ?? between) : between;
    if (value !== undefined) yield [role, value];
  }
  for (const role of row.carries ?? []) {
    const value = next(role);
    if (value !== undefined) yield [role, value];
  }
}

function unquoted(value: string): string {
  return value.replace(/^['"‘“„](.*)['"’”“]$/, "$1");
}

/** Hands out the values of each shape in their order, each once. */
function picker(tokens: Tokens): (role: StringRole) => string | undefined {
  const left = {
    ...tokens,
    guids: [...tokens.guids],
    codes: [...tokens.codes],
    jetErrors: [...tokens.jetErrors],
    integers: [...tokens.integers],
    measured: [...tokens.measured],
    quoted: [...tokens.quoted],
    paths: [...tokens.paths],
    volumes: [...tokens.volumes],
  };
  return (role) => {
    switch (role) {
      case "eseInstance":
        return left.guids.shift() ?? left.integers.shift();
      case "guidAndNumber":
        return left.numberedGuids[0] ?? left.guids.shift();
      case "guid":
      case "databaseGuid":
        return left.guids.shift();
      case "database":
        return left.copies[0] ?? left.quoted.shift();
      case "jetError":
        return left.jetErrors.shift() ?? left.codes.shift();
      case "hresult":
        return left.codes.shift();
      case "milliseconds":
      case "seconds":
        return left.measured.shift();
      case "count":
        return left.integers.shift();
      case "firstLog":
      case "lastLog":
      case "file":
        return left.paths.shift();
      case "volume":
      case "storageVolume":
        return left.volumes.shift();
      case "device":
        return left.devices[0];
      case "peer":
        return left.hosts.at(-1);
      default:
        return undefined;
    }
  };
}

/** The Operation and Context block of a VSS event: after a blank line, a heading with a colon. */
function contextOf(message: string): string | null {
  const lines = message.slice(0, 8192).split(/\r\n?|\n/);
  for (let n = 1; n < lines.length; n += 1) {
    if (lines[n - 1]?.trim() === "" && /^\s*\p{L}[\p{L} ]{0,30}:/u.test(lines[n] ?? "")) {
      return lines.slice(n).join("\n");
    }
  }
  return null;
}
