import { type DiagnosticCode, diagnostic } from "../../../parsers/diagnostics.ts";
import type { Diagnostic, RawEvent } from "../../model/raw-event.ts";
import { advanced, type Haul, isCollector, type Look, numberOfBookmark, waited } from "./channel.ts";
import type { Conversation } from "./conversation.ts";
import { anchorOf, begin, beginningOf, lookAt, NoAnswer, type NoResult, read } from "./fetch.ts";
import { type Lie, lieOf, type Place, type Stamp } from "./place.ts";
import type { Refusal } from "./trouble.ts";
import type { StepOptions, WatchedLog } from "./watched-log.ts";

/** What one look at a log brought. */
export interface Step {
  readonly channel: WatchedLog;
  readonly records: readonly RawEvent[];
  readonly diagnostics: readonly Diagnostic[];
  /** All that there is was read. */
  readonly ended: boolean;
}

export type StepResult = { readonly kind: "step"; readonly step: Step } | NoResult;

/** An event is in its log within this time after its stamp. */
const SETTLED_MS = 10_000;

/** Looks at a log once: what is new in it, at most `most` records, and whether something was lost. */
export async function step(
  talk: Conversation,
  channel: WatchedLog,
  options: StepOptions,
): Promise<StepResult> {
  try {
    return { kind: "step", step: await look(talk, channel, options) };
  } catch (error) {
    if (error instanceof NoAnswer) return error.result;
    throw error;
  }
}

async function look(talk: Conversation, channel: WatchedLog, options: StepOptions): Promise<Step> {
  const { name } = channel;
  const seen = await lookAt(talk, name, options.now);
  const began = channel.place ?? (await begin(talk, name, seen, options));
  const anchor = await anchorOf(talk, channel, began, seen);
  const told = lieOf(began, seen.state, anchor);
  // In which order several Selects of a query come is not documented: what was begun is read to its end.
  const lie = told === "same" && channel.rest && channel.here !== null ? "on" : told;
  const behindMs = clockBehind(channel, began, seen, options.now);
  const looked = { ...channel, place: named(began, seen), anchored: true, lookedAt: options.now, behindMs };
  const until = options.now - SETTLED_MS - behindMs;
  if (lie === "same" || seen.state.newest === null) {
    const place = waited(looked.place, Math.max(until, seen.state.newest?.time ?? 0));
    return { channel: { ...looked, place, rest: false }, records: [], diagnostics: [], ended: true };
  }
  const from = await beginningOf(talk, name, lie, began, seen, options.now);
  const fresh = lie === "on" ? looked : { ...looked, here: null };
  const haul = await read(talk, fresh, lie, seen.state.oldest ?? 1, options);
  const place = advanced(name, fresh.place, {
    from,
    anew: lie === "replaced",
    haul,
    newest: seen.state.newest,
    until,
  });
  const came = isCollector(name) ? haul.count > 0 : haul.last !== null;
  if (!haul.ended && !came) throw new NoAnswer({ kind: "refused", refusal: NOTHING_READABLE });
  const here = came || haul.stuck ? hereOf(name, seen.state.newest, haul) : fresh.here;
  return {
    channel: { ...fresh, place, here, rest: !haul.ended },
    records: haul.records,
    diagnostics: [...lossOf(channel.input, lie, began, from), ...haul.diagnostics],
    ended: haul.ended,
  };
}

const NOTHING_READABLE: Refusal = {
  errno: 1734,
  type: "unreadable",
  message: "none of the next records can be handed over",
};

/** The number that the reader's own mark stands at after a haul; null where it is none to go on from. */
function hereOf(name: string, newest: Stamp, { stuck, last, bookmark }: Haul): number | null {
  if (stuck) return null;
  // A mark that does not tell its number is near the end of the log, or on its way there.
  return isCollector(name) ? (numberOfBookmark(bookmark ?? "") ?? newest.number) : (last?.number ?? null);
}

function lossOf(input: string, lie: Lie, { number }: Place, from: Stamp): readonly Diagnostic[] {
  const say = (code: DiagnosticCode, message: string) => [diagnostic(code, input, message)];
  if (lie === "replaced") {
    return say("live-replaced", `was read up to record ${number}, and now begins with record ${from.number}`);
  }
  if (lie !== "rolled" || number === null) return [];
  return say("live-rolled", `records ${number + 1} to ${from.number - 1} were gone before they were read`);
}

/** The computer by the name that its events bear. */
function named(place: Place, { computer }: Look): Place {
  const [own, ...others] = place.logs;
  return own === undefined || computer === null
    ? place
    : { ...place, logs: [{ ...own, server: computer }, ...others] };
}

/** A record that came since the last look was written since then: a stamp before it shows a clock that is behind. */
function clockBehind(channel: WatchedLog, { number }: Place, { state }: Look, now: number): number {
  const { lookedAt, behindMs } = channel;
  const { newest } = state;
  if (lookedAt === null || newest === null || newest.time === null || number === newest.number)
    return behindMs;
  const behind = lookedAt - newest.time;
  return behind > 0 && behind < now ? behind : 0;
}
