import { LOG_CORRUPT, LOG_SIZE } from "./log.ts";
import { logName } from "./log-name.ts";
import type { LogReading } from "./log-types.ts";
import type { Chain, ChainProblem, SetLog } from "./set-types.ts";

export const LOG_MISSING = -528;
export const LOG_SEQUENCE = -515;
export const LOG_ACCUMULATED = -590;
export const LOG_SIGNATURE = -530;
const LOG_NAME = -513;
/** From this update on (minor, at offset 648) logs name the accumulated sum of the one before. */
const ACCUMULATED_SINCE = 13;
const UNKNOWN_SUM = `0x${"0".repeat(16)}`;

/** A problem of one log, before its file is named. */
export type LogProblem = Omit<Exclude<ChainProblem, { readonly missing: unknown }>, "file">;

interface Placed {
  readonly log: SetLog;
  /** The number in the name, null for the current log. */
  readonly number: number | null;
}

/** The logs of a stream in the order of their names, the current one last; reserved ones are left out. */
export function inOrder(logs: readonly SetLog[]): readonly Placed[] {
  const placed: Placed[] = [];
  for (const log of logs) {
    const name = logName(log.name);
    if (name?.kind === "closed") placed.push({ log, number: name.number });
    else if (name?.kind === "current") placed.push({ log, number: null });
  }
  const rank = (one: Placed): number => one.number ?? Number.POSITIVE_INFINITY;
  return placed.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

/** Checks that the logs of a stream follow one another, in the order and with the errors of `eseutil /ml <base>`. */
export function checkChain(base: string, logs: readonly SetLog[]): Chain {
  const problems: ChainProblem[] = [];
  const checked: { name: string; ok: boolean; generation: number | null }[] = [];
  let before: LogReading | null = null;
  let number: number | null = null;
  for (const { log, number: own } of inOrder(logs)) {
    const { report } = log.reading;
    if (number !== null && own !== null && own > number + 1) {
      problems.push({ error: LOG_MISSING, missing: [number + 1, own - 1] });
      before = null;
    }
    number = own ?? number;
    const broken: LogProblem | null =
      headerProblem(log.reading) ?? (before === null ? null : linkProblem(before, log.reading));
    const problem: LogProblem | null =
      broken ?? contentProblem(log.reading) ?? nameProblem(own, report.generation);
    if (problem !== null) {
      const { error, ...rest } = problem;
      problems.push({ error, file: log.name, ...rest });
    }
    checked.push({
      name: log.name,
      ok: problem === null,
      generation: report.headerChecksumOk ? report.generation : null,
    });
    // A damaged content still has a header to compare with.
    before = problem === null || problem.segment !== undefined ? log.reading : null;
  }
  return { base, logs: checked, problems, eseutilExit: problems[0]?.error ?? 0 };
}

/** What keeps a log from being compared and read at all. */
export function headerProblem({ report }: LogReading): LogProblem | null {
  if (!report.headerChecksumOk) return { error: LOG_CORRUPT, what: "header checksum" };
  if (report.eseutilExit === 0 || report.eseutilExit === null || report.segments !== null) return null;
  if (report.eseutilExit === LOG_SIZE) {
    return { error: report.eseutilExit, what: "file size", expected: report.sectors * report.sectorSize };
  }
  return { error: report.eseutilExit, what: "format", got: report.version.join(".") };
}

/** Why `next` does not follow `before`; the first reason only, as eseutil has it. */
export function linkProblem(before: LogReading, next: LogReading): LogProblem | null {
  const was = before.report;
  const is = next.report;
  if (is.generation !== was.generation + 1) {
    return { error: LOG_MISSING, what: "generation", got: is.generation, expected: was.generation + 1 };
  }
  if (next.identity.previousCreated !== before.identity.created) {
    return {
      error: LOG_SEQUENCE,
      what: "previous creation time",
      got: is.previousCreated,
      expected: was.created,
    };
  }
  const sum = was.segments?.accumulated;
  const known = is.previousAccumulated !== UNKNOWN_SUM && is.version[3] >= ACCUMULATED_SINCE;
  if (sum !== undefined && known && is.previousAccumulated !== sum) {
    return {
      error: LOG_ACCUMULATED,
      what: "accumulated segment checksum",
      got: is.previousAccumulated,
      expected: sum,
    };
  }
  if (next.identity.signLog !== before.identity.signLog) {
    return {
      error: LOG_SIGNATURE,
      what: "log signature",
      got: next.identity.signLog,
      expected: before.identity.signLog,
    };
  }
  return null;
}

export function contentProblem({ report }: LogReading): LogProblem | null {
  const corrupt = report.segments?.corrupt;
  if (corrupt === null || corrupt === undefined) return null;
  return { error: LOG_CORRUPT, what: corrupt.reason, segment: corrupt.segment };
}

function nameProblem(number: number | null, generation: number): LogProblem | null {
  if (number === null || number === generation) return null;
  return { error: LOG_NAME, what: "name", got: generation, expected: number };
}
