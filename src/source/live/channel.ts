import { diagnostic } from "../../../parsers/diagnostics.ts";
import { parseEventXml } from "../../../parsers/event-xml/index.ts";
import { unpacked } from "../../model/packed.ts";
import type { Diagnostic, RawEvent } from "../../model/raw-event.ts";
import type { Frame } from "./frames.ts";
import type { LogState, Place, Stamp } from "./place.ts";
import { extend, moveOn, newReading, noteForwarded } from "./readings.ts";

/** Keeps events of several computers, each with the number that it had there. */
export function isCollector(channel: string): boolean {
  return channel.toLowerCase() === "forwardedevents";
}

/** What the reader says of a log. */
export interface Look {
  readonly state: LogState;
  /** The computer, as its newest record spells it. */
  readonly computer: string | null;
}

/**
 * @param frame `log`: oldest number, count, number and XML of the newest record
 * @param asked when, in milliseconds since 1970
 */
export function lookOf(channel: string, { fields }: Frame, asked: number): Look {
  const [oldest, count] = [numberOf(fields[0]), numberOf(fields[1])];
  const newest = stampOf(fields[2] ?? null, fields[3] ?? null);
  const empty = { state: { oldest: null, newest: null }, computer: null };
  if (newest === null) return empty;
  if (!isCollector(channel)) return { state: { oldest, newest: newest.stamp }, computer: newest.server };
  // Its records bear the numbers and times of where they come from; when one came is known only by looking.
  if (oldest === null || count === null) return empty;
  return { state: { oldest, newest: { number: oldest + count - 1, time: asked } }, computer: null };
}

/** @param frame `first`: number and XML of a record; both null where there is none */
export function firstOf({ fields }: Frame): Stamp | null {
  return stampOf(fields[0] ?? null, fields[1] ?? null)?.stamp ?? null;
}

function stampOf(number: string | null, xml: string | null) {
  const record = xml === null ? null : parseEventXml(xml, "").record;
  const known = numberOf(number) ?? numberOf(String(record?.recordId ?? ""));
  if (known === null) return null;
  return { stamp: { number: known, time: timeOf(record) }, server: record?.server ?? null };
}

function numberOf(text: string | null | undefined): number | null {
  const number = text === null || text === undefined || text === "" ? Number.NaN : Number(text);
  return Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** What one reading of a log brought. */
export interface Haul {
  readonly records: readonly RawEvent[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many records came, or were told to be unreadable. */
  readonly count: number;
  /** The last of them that has a number. */
  readonly last: Stamp | null;
  /** There is no more of them at the moment. */
  readonly ended: boolean;
  /** The reader's mark behind the last one; null: none came, or it was not asked for; empty: it cannot give one. */
  readonly bookmark: string | null;
  /** Some could not be handed over at all, so that the reader's own mark stands before them. */
  readonly stuck: boolean;
}

/**
 * @param input the name that the records and diagnostics bear
 * @param wasRead tells by its number a record that comes again
 * @param frames `record`s and `bad` ones, and `done`
 */
export function haulOf(input: string, wasRead: (number: number) => boolean, frames: readonly Frame[]): Haul {
  const records: RawEvent[] = [];
  const diagnostics: Diagnostic[] = [];
  let last: Stamp | null = null;
  let [count, stuck] = [0, false];
  for (const frame of frames.slice(0, -1)) {
    const number = numberOf(frame.fields[0]);
    if (number !== null && wasRead(number)) continue;
    const { record, said } = recordOf(`${input}:${number ?? "?"}`, frame);
    diagnostics.push(...said);
    if (record !== null) records.push(record);
    if (number !== null) last = { number, time: timeOf(record) };
    stuck = number === null && frame.kind === "bad";
    count += 1;
  }
  const [, ended, bookmark = null] = frames.at(-1)?.fields ?? [];
  return { records, diagnostics, count, last, ended: ended === "1", bookmark, stuck };
}

function recordOf(origin: string, { kind, fields }: Frame) {
  if (kind === "record") {
    const { record, diagnostics: said } = parseEventXml(fields[1] ?? "", origin);
    return { record, said };
  }
  const why = `${fields[2] ?? ""} (error ${fields[1] ?? 0})`;
  return { record: null, said: [diagnostic("live-record-unreadable", origin, why)] };
}

function timeOf(record: RawEvent | null): number | null {
  const time = Date.parse(record?.time ?? "");
  return Number.isFinite(time) ? time : null;
}

/** The number in the collecting log that a mark stands for; null where it does not tell. */
export function numberOfBookmark(bookmark: string): number | null {
  const texts = bookmark.split(/[ ,]/).map((token) => unpacked(token));
  const [, number] = /RecordId=['"](\d{1,16})['"]/.exec(texts.join(" ")) ?? [];
  return numberOf(number);
}

/** A log that is read for the first time. @param since in milliseconds since 1970 */
export function newPlace(server: string, channel: string, since: number): Place {
  const reading = newReading(server, channel, since);
  const own = isCollector(channel) ? { ...reading, ownNumbers: true as const } : reading;
  return { number: null, time: null, bookmark: null, logs: [own] };
}

/** Nothing was written; everything up to `until` is known. */
export function waited(place: Place, until: number): Place {
  const [own, ...others] = place.logs;
  return own === undefined ? place : { ...place, logs: [moveOn(own, until), ...others] };
}

export interface Progress {
  /** The first record of what was read now. */
  readonly from: Stamp;
  readonly anew: boolean;
  readonly haul: Haul;
  /** Of the log, before the reading. */
  readonly newest: Stamp;
  /** Everything that was written up to this time can be in the log. */
  readonly until: number;
}

/** The place behind what was read. */
export function advanced(
  channel: string,
  place: Place,
  { from, anew, haul, newest, until }: Progress,
): Place {
  const collector = isCollector(channel);
  const bookmark = haul.bookmark ?? (anew ? null : place.bookmark);
  const seen = collector ? collected(haul, newest) : haul.last;
  const to = haul.ended ? laterOf(newest, seen) : (seen ?? { number: from.number - 1, time: null });
  const [own, ...others] = place.logs;
  if (own === undefined || to.number < from.number) return { ...place, bookmark };
  const reading = extend(own, {
    from,
    to,
    until: haul.ended ? Math.max(until, to.time ?? 0) : to.time,
    anew,
  });
  const logs = [reading, ...others];
  return {
    number: to.number,
    time: to.time,
    bookmark,
    logs: collector ? noteForwarded(logs, haul.records) : logs,
  };
}

function collected({ bookmark }: Haul, { time }: Stamp): Stamp | null {
  const number = bookmark === null ? null : numberOfBookmark(bookmark);
  return number === null ? null : { number, time };
}

function laterOf(a: Stamp, b: Stamp | null): Stamp {
  return b !== null && b.number > a.number ? b : a;
}
