import { findChannelRow, findProvider, findRow, rowsOfProvider, rowsWithId } from "../../catalogue/index.ts";
import type { CatalogueRow } from "../../model/catalogue.ts";
import type { RawEvent } from "../../model/raw-event.ts";
import { esePrefix } from "./prefix.ts";
import { matchTemplate, type PlainText } from "./template.ts";
import { tokensOf } from "./tokens.ts";
import { unknownRow } from "./unknown.ts";

export interface Identity {
  readonly row: CatalogueRow;
  /** As the record names it, or inferred. */
  readonly provider: string;
  readonly exchange: boolean;
}

const EXCHANGE_PROCESS = /^(?:Information Store|msexchange|store\.exe|Microsoft\.Exchange)/i;

/** What event a record is, or null when it is of no interest. `plain` is its text, when it has one. */
export function identify(record: RawEvent, plain: PlainText | null): Identity | null {
  if (record.eventId === null) return null;
  return record.provider === null || record.provider.trim() === ""
    ? infer(record.eventId, plain)
    : named(record, record.eventId, record.provider);
}

function named(record: RawEvent, id: number, name: string): Identity | null {
  const provider = findProvider(name);
  if (provider === null) return null;
  const row = findRow(name, id) ?? channelRow(record, name) ?? unknownRow(record, provider.name, id);
  return row === null ? null : { row, provider: name, exchange: provider.owner !== "engine" };
}

/** Channels whose numbers are not known: the row that says something, when the record shows that it is meant. */
function channelRow(record: RawEvent, provider: string): CatalogueRow | null {
  const row = findChannelRow(provider, record.channel ?? "") ?? soleRow(provider);
  if (row === null || row.signal === "noise") return null;
  if (row.signal !== "truncation-progress") return row;
  const texts = [...record.strings, ...record.user.map(([, text]) => text), record.message ?? ""];
  return texts.some((text) => /GlobalTruncationPoint|LogTruncationStateChange/i.test(text)) ? row : null;
}

function soleRow(provider: string): CatalogueRow | null {
  const rows = rowsOfProvider(provider);
  return rows.length === 1 && rows[0]?.id === null ? rows[0] : null;
}

/**
 * Pasted prose often leaves the provider out. The text decides where it holds the words of one row with this
 * id; else the id must belong to one provider only, and the text must have what such an event has.
 */
function infer(id: number, plain: PlainText | null): Identity | null {
  const candidates = rowsWithId(id);
  if (candidates.length === 0 || plain === null) return null;
  const worded = candidates.filter((row) => matchTemplate(row, plain) !== null);
  const [sole] = candidates;
  const row =
    worded.length === 1 ? worded[0] : candidates.length === 1 && sole && plausible(sole, plain) ? sole : null;
  if (row === null || row === undefined) return null;
  const process = esePrefix(plain.text)?.process ?? "";
  const exchange = row.provider.startsWith("MSExchange") || EXCHANGE_PROCESS.test(process);
  return { row, provider: row.provider, exchange };
}

/** Whether a text without the known words could still be that of the row: translated, older, or retold. */
function plausible(row: CatalogueRow, plain: PlainText): boolean {
  switch (row.provider) {
    case "MSExchangeIS":
      return true;
    case "MSExchangeRepl":
      return row.strings[0]?.role === "guid" && tokensOf(plain.text).guids.length > 0;
    case "ESE":
    case "ESE BACKUP":
      return esePrefix(plain.text) !== null || timedOut(row, plain);
    case "VSS":
      return tokensOf(plain.text).codes.length > 0;
    default:
      return false;
  }
}

/** "Shadow copy 6 time-out (20000 ms)." of Windows 2003 comes without the prefix. */
function timedOut(row: CatalogueRow, plain: PlainText): boolean {
  if (row.signal !== "session-timed-out") return false;
  const { integers, measured } = tokensOf(plain.text);
  return integers.length === 2 && measured.length === 1;
}
