import type { CatalogueRow } from "../../model/catalogue.ts";
import { guidOf } from "../../model/guid.ts";
import type { RawEvent } from "../../model/raw-event.ts";
import { type Draft, readRole } from "./roles.ts";
import { codeOf, copyNameOf } from "./shapes.ts";

/** Providers that name copies as `DB\SERVER`; the store's "group\database" is no such thing. */
const NAMES_COPIES: ReadonlySet<string> = new Set([
  "MSExchangeRepl",
  "Microsoft-Exchange-HighAvailability",
  "Microsoft-Exchange-MailboxDatabaseFailureItems",
]);

/** Whether `DB\SERVER` is a copy's name in the events of this row. */
export function splitsCopies(row: CatalogueRow): boolean {
  return NAMES_COPIES.has(row.provider);
}

/**
 * The keys of an event from its insertion strings, %1 first. A missing string is an empty one: Windows adds
 * strings at the end from version to version.
 */
export function readStrings(row: CatalogueRow, strings: readonly string[], data: RawEvent["data"]): Draft {
  const draft: Draft = {};
  const split = splitsCopies(row);
  const { strings: roles } = row;
  for (let n = 0; n < roles.length && n < strings.length; n += 1) {
    const role = roles[n]?.role;
    if (role !== undefined) readRole(role, draft, strings[n] ?? "", split);
  }
  if (row.provider === "VSS") readContext(draft, strings);
  if (row.carries !== undefined) {
    for (const value of strings) readByShape(row.carries, draft, value, split);
    readNamed(row.carries, draft, data);
  }
  return draft;
}

/** From Windows 2008 on the last string of a VSS event is the context, whatever the other strings are. */
function readContext(draft: Draft, strings: readonly string[]): void {
  const last = strings.at(-1) ?? "";
  if (draft.vssContext === undefined && /^\s*\n[^\n]{1,80}:\s*\n/.test(last)) {
    readRole("vssContext", draft, last, false);
  }
}

/** Places one string of unknown order by what it looks like. */
function readByShape(
  carries: NonNullable<CatalogueRow["carries"]>,
  draft: Draft,
  value: string,
  split: boolean,
): void {
  if (guidOf(value) !== null) {
    const role = carries.includes("guid") && draft.guid === undefined ? "guid" : "databaseGuid";
    if (carries.includes(role) || carries.includes("database")) readRole(role, draft, value, split);
  } else if (carries.includes("hresult") && codeOf(value) !== null) readRole("hresult", draft, value, split);
  else if (carries.includes("database") && copyNameOf(value) !== null) {
    readRole("database", draft, value, split);
  } else if (carries.includes("file") && /^\s*(?:[a-z]:\\|\\\\)/i.test(value)) {
    readRole("file", draft, value, split);
  }
}

/** Events of a manifest name their strings; the names of codes are the same in all of them. */
function readNamed(
  carries: NonNullable<CatalogueRow["carries"]>,
  draft: Draft,
  data: RawEvent["data"],
): void {
  if (!carries.includes("hresult")) return;
  for (const [name, value] of Object.entries(data)) {
    if (/^(?:hresult|detailedhresult|errorcode)$/i.test(name)) {
      const decimal = /^\d{9,10}$/.test(value) ? `0x${Number(value).toString(16)}` : value;
      readRole("hresult", draft, decimal, false);
    }
  }
}
