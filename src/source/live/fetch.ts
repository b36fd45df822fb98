import {
  firstOf,
  type Haul,
  haulOf,
  isCollector,
  type Look,
  lookOf,
  newPlace,
  numberOfBookmark,
} from "./channel.ts";
import type { Answer, Conversation } from "./conversation.ts";
import type { Frame } from "./frames.ts";
import type { Lie, Place, Stamp } from "./place.ts";
import { buildQuery, type QueryStart, recordQuery } from "./queries.ts";
import { extend } from "./readings.ts";
import type { Refusal } from "./trouble.ts";
import type { StepOptions, WatchedLog } from "./watched-log.ts";

/** A collector without a mark of the reader goes back so far from what came last: events are forwarded late, and doubles are dropped. */
const OVERLAP_MS = 24 * 3600_000;

/** Why there is no answer. */
export type NoResult =
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "broken"; readonly why: string };

/** Carries a refusal out of the middle of a look; caught in `step`. */
export class NoAnswer extends Error {
  readonly result: NoResult;
  constructor(result: NoResult) {
    super(result.kind);
    this.result = result;
  }
}

/** What the log is like now. */
export async function lookAt(talk: Conversation, name: string, now: number): Promise<Look> {
  const any = buildQuery(name, null, { kind: "all" });
  return lookOf(name, last(await ask(talk, "log", [name, any], "log")), now);
}

/** The place of a log that is read for the first time: before its first record of the days that are wanted. */
export async function begin(
  talk: Conversation,
  name: string,
  { state }: Look,
  options: StepOptions,
): Promise<Place> {
  const place = newPlace(options.server, name, options.since);
  if (state.newest === null || isCollector(name)) return place;
  const query = buildQuery(name, null, { kind: "since", time: options.since });
  const first = firstOf(last(await ask(talk, "first", [name, query], "first")));
  // Nothing in these days: whatever follows on the newest record is new.
  if (first !== null) return { ...place, number: first.number - 1 };
  const stretch = { from: state.newest, to: state.newest, until: null, anew: false };
  return { ...place, ...state.newest, logs: place.logs.map((log) => extend(log, stretch)) };
}

/** The record that has the place's number now; undefined where it need not or cannot be asked for. */
export async function anchorOf(talk: Conversation, channel: WatchedLog, place: Place, { state }: Look) {
  const { number, time } = place;
  if (channel.anchored || isCollector(channel.name) || number === null || time === null) return undefined;
  if (state.oldest === null || state.oldest > number || (state.newest?.number ?? 0) < number)
    return undefined;
  return firstOf(last(await ask(talk, "first", [channel.name, recordQuery(channel.name, number)], "first")));
}

/** The first record of what is read now. */
export async function beginningOf(
  talk: Conversation,
  name: string,
  lie: Lie,
  { number }: Place,
  { state }: Look,
  now: number,
): Promise<Stamp> {
  if (lie === "on" && number !== null) return { number: number + 1, time: null };
  if (isCollector(name)) return { number: state.oldest ?? 1, time: now };
  const any = buildQuery(name, null, { kind: "all" });
  const oldest = firstOf(last(await ask(talk, "first", [name, any], "first")));
  return oldest ?? { number: state.oldest ?? 1, time: null };
}

/** Reads the wanted events behind the place. @param oldest number in the log */
export async function read(
  talk: Conversation,
  channel: WatchedLog,
  lie: Lie,
  oldest: number,
  options: StepOptions,
): Promise<Haul> {
  const { name, here, place } = channel;
  const collector = isCollector(name);
  // Where a mark leads whose record is gone is not documented.
  const known = lie === "on" && here !== null && here >= oldest;
  const stored = collector && lie === "on" && !known ? (place?.bookmark ?? "") : "";
  const bookmark = (numberOfBookmark(stored) ?? -1) >= oldest ? stored : "";
  const start = known || bookmark !== "" ? ALL : startOf(collector, lie, place, options);
  const values = [name, buildQuery(name, options.queries, start), known ? "here" : bookmark];
  const frames = await ask(
    talk,
    "read",
    [...values, String(options.most), collector ? "export" : "plain"],
    "done",
  );
  // A line that something else swallowed would be an event that nobody misses.
  if (last(frames).fields[0] !== String(frames.length - 1)) {
    throw new NoAnswer({ kind: "broken", why: "lost a part of its answer" });
  }
  const after = collector || lie === "replaced" ? null : (place?.number ?? null);
  // Behind its own mark the reader has nothing that was read before, but for the marked record where a seek is not exact.
  return haulOf(
    channel.input,
    (number) => (known ? !collector && number === here : after !== null && number <= after),
    frames,
  );
}

const ALL: QueryStart = { kind: "all" };

function startOf(collector: boolean, lie: Lie, place: Place | null, { since }: StepOptions): QueryStart {
  if (lie === "replaced" || (collector && lie === "rolled")) return ALL;
  if (!collector) return { kind: "after", record: place?.number ?? 0 };
  const newest = Math.max(...(place?.logs.slice(1) ?? []).map((log) => log.last ?? 0), 0);
  return { kind: "since", time: newest === 0 ? since : newest - OVERLAP_MS };
}

async function ask(talk: Conversation, verb: string, values: readonly string[], end: string) {
  const answer: Answer = await talk.ask(verb, values, end);
  if (answer.kind !== "answer") throw new NoAnswer(answer);
  return answer.frames;
}

function last(frames: readonly Frame[]): Frame {
  const frame = frames.at(-1);
  if (frame === undefined) throw new Error("an answer without its end");
  return frame;
}
