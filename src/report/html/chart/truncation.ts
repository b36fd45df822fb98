import { sameServer } from "../../../model/names.ts";
import type { CoverageView, DatabaseView, JobView, TruncationView } from "../../view/report-view.ts";
import { formatTime, secondsBetween } from "../../view/time.ts";
import { type Bar, bar, LEAST_WIDTH } from "./bar.ts";
import type { Scale } from "./scale.ts";

/** What became of the logs of one copy. Times are in seconds from the start of the chart. */
export interface LogFate {
  /** Null where the log names no copy: then it is the database's. */
  readonly copy: TruncationView["copies"][number] | null;
  readonly state: string;
  /** When the logs might go. */
  readonly from: number;
  /** When their deletion was last seen. */
  readonly proof: number | null;
  /** How far it stays open whether they went: to the deadline or the log's end; null where neither is known. */
  readonly until: number | null;
  readonly due: number | null;
  readonly title: string;
}

/** The fate of the logs of each copy of a database, or of the database where the log names no copy. */
export function fatesOf(
  database: DatabaseView,
  job: JobView,
  coverage: readonly CoverageView[],
): readonly LogFate[] {
  const { copies, deadline, state: whole } = database.truncation;
  const { phases, from: start } = job.timeline;
  const at = (iso: string | null): number | null => secondsBetween(start, iso);
  const seen = phases.find(({ phase }) => phase === "truncation");
  const done = phases.find(({ phase }) => phase === "backup-complete");
  const from = seen?.from ?? done?.to ?? at(job.end);
  const fate = (copy: LogFate["copy"], server: string, state: string): LogFate => {
    const told = copy?.proof ?? null;
    // The proof of the whole job stands in where the log does not tell whose it was.
    const proof = at(told) ?? (state === "deleted" ? (seen?.to ?? done?.to ?? from) : null);
    const begin = from ?? proof ?? 0;
    const due = state === "deleted" || isQuiet(state) ? null : at(deadline);
    const until = due === null ? null : Math.max(begin, Math.min(due, logEnd(server, coverage, at)));
    return { copy, state, from: begin, proof, until, due, title: titleOf(state, told, deadline) };
  };
  const fates =
    copies.length === 0
      ? [fate(null, database.server, whole)]
      : copies.map((copy) => fate(copy, copy.server, copy.state));
  // Where neither an end nor a proof is known, there is nothing to draw.
  return fates.map((one) => (from === null && one.proof === null ? { ...one, state: "not-expected" } : one));
}

/** Whether a database has no copy but its own, of which there is no more to say than of the database itself. */
export function isOnlyCopy({ server, truncation: { copies, word } }: DatabaseView): boolean {
  const [only] = copies;
  return (
    copies.length === 1 &&
    only !== undefined &&
    sameServer(only.server, server) &&
    only.words === word.toLowerCase()
  );
}

/** No logs were to go, so that none did is no question. */
function isQuiet(state: string): boolean {
  return state === "not-expected" || state === "nothing-to-delete";
}

/** To where a server's logs were read; those of the others where it has none, as their records may name it. */
function logEnd(
  server: string,
  coverage: readonly CoverageView[],
  at: (iso: string) => number | null,
): number {
  const own = coverage.filter((log) => sameServer(log.server, server));
  const ends = (own.length > 0 ? own : coverage).flatMap((log) => at(log.last) ?? []);
  return ends.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...ends);
}

const OPEN_WORDS: ReadonlyMap<string, string> = new Map([
  ["failed", "truncation failed"],
  ["missing", "no proof in time"],
  ["requested", "truncation requested, no proof seen"],
]);

function wordOf(state: string): string {
  return OPEN_WORDS.get(state) ?? "not proven";
}

function titleOf(state: string, proof: string | null, deadline: string | null): string {
  if (state === "deleted")
    return proof === null ? "logs deleted" : `logs deleted, last seen ${formatTime(proof)} UTC`;
  const word = wordOf(state);
  return deadline === null ? word : `${word}; a deletion counts until ${formatTime(deadline)} UTC`;
}

/** From the moment on which logs may go to the proof that they went; without one it fades into the unknown. */
export function fateMarks(
  fate: LogFate,
  scale: Scale,
): { readonly bars: readonly Bar[]; readonly due: number | null } {
  const { state, from, proof, until, title } = fate;
  if (isQuiet(state)) return { bars: [], due: null };
  const deleted = "logs deleted";
  const bars: Bar[] = [];
  if (proof !== null) {
    const told = state === "deleted" ? title : deleted;
    bars.push({ ...bar(scale, "truncation", deleted, Math.min(from, proof), proof), title: told });
  }
  if (state !== "deleted") {
    const x = Math.min(scale.at(Math.max(from, proof ?? from)), 100 - LEAST_WIDTH);
    const end = until === null ? 100 : scale.at(until);
    const width = Math.max(LEAST_WIDTH, Math.round((end - x) * 1000) / 1000);
    bars.push({ x, width, kind: `truncation ${state}`, open: true, word: wordOf(state), title });
  }
  return { bars, due: dueMark(fate, scale) };
}

/** Until when a deletion counts, in percent. Beyond the chart none: there the log ends before it would be too late. */
function dueMark({ due }: LogFate, scale: Scale): number | null {
  return due === null || due > scale.last ? null : Math.min(scale.at(due), 99.9);
}
