import type { CatalogueRow } from "../model/catalogue.ts";
import type { BackupEvent, EventKeys } from "../model/event.ts";
import { shortName } from "../model/names.ts";
import type { RawEvent } from "../model/raw-event.ts";
import { asciiOf } from "./normalise/binary.ts";
import { evidence } from "./normalise/evidence.ts";
import { identify } from "./normalise/identify.ts";
import { textBelongsTo } from "./normalise/mismatch.ts";
import { readStrings } from "./normalise/strings.ts";
import { shadowCopyTask } from "./normalise/task.ts";
import { type PlainText, plainText } from "./normalise/template.ts";
import { readText } from "./normalise/text.ts";
import { eventTime } from "./normalise/time.ts";

/** ESE's first two strings, process and pid: without them the list was cut off on its way. */
const ESE_LEAST = 2;

/**
 * A record as the correlator understands it, or null when it is of no interest: another provider, an id that
 * says nothing of backups. Rests on provider, id and insertion strings; the rendered text serves where there
 * are no strings, read by shape and never by its language.
 */
export function normalise(record: RawEvent): BackupEvent | null {
  const plain = record.message?.trim() ? plainText(record.message) : null;
  const identity = identify(record, plain);
  if (identity === null) return null;
  const { row, provider, exchange } = identity;
  const strings = stringsOf(record, row);
  const fromText = plain !== null && !enough(row, strings);
  const time = eventTime(record.time);
  const ref = evidence(record, row, provider, strings, time.text);
  return {
    signal: row.signal,
    type: row.type ?? null,
    outcome: row.outcome,
    phase: row.phase,
    confidence: row.confidence,
    keys: keysOf(record, row, strings, fromText ? plain : null),
    time: time.time,
    precision: time.precision,
    server: shortName(ref.server),
    exchange,
    shadowCopyTask: row.provider === "ESE" ? shadowCopyTask(record) : null,
    keysFrom: fromText ? "text" : "strings",
    textBelongsTo: plain === null ? null : textBelongsTo(row, plain),
    ref,
  };
}

/** The crimson channels put their strings into UserData. */
function stringsOf(record: RawEvent, row: CatalogueRow): readonly string[] {
  return record.strings.length === 0 && row.id === null
    ? record.user.map(([, text]) => text)
    : record.strings;
}

function enough(row: CatalogueRow, strings: readonly string[]): boolean {
  return strings.length > 0 && (row.strings[0]?.role !== "process" || strings.length >= ESE_LEAST);
}

function keysOf(
  record: RawEvent,
  row: CatalogueRow,
  strings: readonly string[],
  plain: PlainText | null,
): EventKeys {
  const keys =
    plain === null || record.message === null
      ? readStrings(row, strings, record.data)
      : readText(row, record.message, plain);
  const binaryText = asciiOf(record.binary);
  return binaryText === null ? keys : { ...keys, binaryText };
}
