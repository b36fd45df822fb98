import { contentProblem, headerProblem, linkProblem } from "./chain.ts";
import { logName } from "./log-name.ts";
import { LIST_LIMIT } from "./pages.ts";
import type { RangeFindings, RangeList, SetLog } from "./set-types.ts";
import type { DatabaseHeader, DatabaseIdentity } from "./types.ts";

/** The logs of a stream by generation: by that of the header, of unreadable ones by that of the name. */
export type Generations = ReadonlyMap<number, SetLog>;

/** Of several logs of one generation the one is taken that is whole, and has the right name. */
export function byGeneration(logs: readonly SetLog[]): Generations {
  const found = new Map<number, SetLog>();
  const rank = (log: SetLog, generation: number): number =>
    (isDamaged(log) ? 0 : 2) + (isNamed(log, generation) ? 1 : 0);
  for (const log of logs) {
    const generation = generationOf(log, logs);
    if (generation === null) continue;
    const other = found.get(generation);
    if (other === undefined || rank(log, generation) > rank(other, generation)) found.set(generation, log);
  }
  return found;
}

/** Checks the logs that a dirty database needs or wants: those of its range, found by generation. */
export function checkRange(
  header: DatabaseHeader,
  identity: DatabaseIdentity,
  logs: Generations,
): RangeFindings {
  const [first, last] = header.logRequired;
  const end = Math.max(last, header.logCommitted);
  const lists = {
    missing: createList(),
    damaged: createList(),
    signatureMismatch: createList(),
    outOfSequence: createList(),
    lossy: createList(),
  };
  const inRange = [...logs.keys()].filter((one) => one >= first && one <= end).sort((a, b) => a - b);
  const committedTimeMatches = sameTime(logs.get(header.logCommitted), identity.genMaxCreated);
  const requiredTimeMatches = sameTime(logs.get(last), identity.genMaxRequiredCreated);
  let expected = first;
  let before: SetLog | null = null;
  for (const generation of inRange) {
    addGap(lists, expected, generation - 1, last);
    if (generation > expected) before = null;
    expected = generation + 1;
    const log = logs.get(generation);
    if (log === undefined) continue;
    const faults = faultsOf(log, before, identity);
    const foreign =
      (generation === header.logCommitted && committedTimeMatches === false) ||
      (generation === last && requiredTimeMatches === false);
    if (foreign && !faults.includes("outOfSequence")) faults.push("outOfSequence");
    if (generation > last) {
      if (faults.length > 0) lists.lossy.add(generation, generation);
    } else {
      for (const fault of faults) lists[fault].add(generation, generation);
    }
    // What follows a wrong log is not compared with it: one fault is told once.
    before = faults.length === 0 ? log : null;
  }
  addGap(lists, expected, end, last);
  return {
    required: [first, last],
    committed: header.logCommitted,
    missing: lists.missing.entries,
    damaged: lists.damaged.entries,
    signatureMismatch: lists.signatureMismatch.entries,
    outOfSequence: lists.outOfSequence.entries,
    lossy: lists.lossy.entries,
    committedTimeMatches,
    counts: {
      missing: lists.missing.count(),
      damaged: lists.damaged.count(),
      signatureMismatch: lists.signatureMismatch.count(),
      outOfSequence: lists.outOfSequence.count(),
      lossy: lists.lossy.count(),
    },
  };
}

/** Whether a log cannot be replayed. A torn end is normal in the current log only. */
export function isDamaged(log: SetLog): boolean {
  if (headerProblem(log.reading) !== null || contentProblem(log.reading) !== null) return true;
  const torn = log.reading.report.segments?.torn ?? null;
  return torn !== null && logName(log.name)?.kind !== "current";
}

function faultsOf(log: SetLog, before: SetLog | null, identity: DatabaseIdentity): RangeList[] {
  if (isDamaged(log)) return ["damaged"];
  const faults: RangeList[] = [];
  const { signLog } = log.reading.identity;
  if (identity.signLog !== "" && signLog !== identity.signLog) faults.push("signatureMismatch");
  if (before !== null && linkProblem(before.reading, log.reading) !== null) faults.push("outOfSequence");
  return faults;
}

type Lists = Record<RangeList, List>;

interface List {
  readonly entries: number[];
  add(first: number, last: number): void;
  count(): number;
}

/** Holds the first 1,000 generations and counts all: a damaged header can name a range of billions. */
function createList(): List {
  const entries: number[] = [];
  let count = 0;
  return {
    entries,
    add(first, last) {
      if (last < first) return;
      count += last - first + 1;
      for (let one = first; one <= last && entries.length < LIST_LIMIT; one++) entries.push(one);
    },
    count: () => count,
  };
}

/** Generations that are not there: required ones are missing, those behind them are lost. */
function addGap(lists: Lists, from: number, to: number, last: number): void {
  lists.missing.add(from, Math.min(to, last));
  lists.lossy.add(Math.max(from, last + 1), to);
}

/** Null when there is no such log, or nothing to compare. */
function sameTime(log: SetLog | undefined, created: string): boolean | null {
  if (log === undefined || created === "" || headerProblem(log.reading) !== null) return null;
  return log.reading.identity.created === created;
}

function generationOf(log: SetLog, logs: readonly SetLog[]): number | null {
  if (log.reading.report.headerChecksumOk) return log.reading.report.generation;
  const name = logName(log.name);
  if (name?.kind === "closed") return name.number;
  if (name?.kind !== "current") return null;
  // The current log follows the newest closed one.
  let newest = 0;
  for (const other of logs) {
    const closed = logName(other.name);
    if (closed?.kind === "closed") newest = Math.max(newest, closed.number);
  }
  return newest + 1;
}

export function isNamed(log: SetLog, generation: number): boolean {
  const name = logName(log.name);
  return name?.kind === "current" || (name?.kind === "closed" && name.number === generation);
}
