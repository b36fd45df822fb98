import { createIntervals, type Interval } from "./intervals.ts";

/** The runs of one epoch: the numbers of a log between two clearings. */
export type Runs = readonly Interval[];

/**
 * The true epochs of a log, in order of time. A record with a wrong clock contradicts its neighbours and so begins
 * an epoch that is none: epochs whose numbers and times follow upon each other are joined, and a single record that
 * contradicts the log around it says nothing of times. Runs of unknown time at an edge are left out, because
 * nothing tells when the hole between them and the log was.
 */
export function trueEpochs(epochs: readonly Runs[]): readonly Runs[] {
  const dated = epochs.map(withoutUndatedEdges).filter((runs) => runs.length > 0);
  const joined = joinAll(dated.sort((a, b) => startOf(a) - startOf(b)));
  const [strays, real] = [joined.filter((one) => isStray(one, joined)), [] as Runs[]];
  for (const one of joined) if (!strays.includes(one)) real.push(strays.reduce(fillHole, one));
  return real.sort((a, b) => timeOf(a) - timeOf(b) || startOf(a) - startOf(b));
}

/** Time of the lowest number; NaN: not known. */
export function firstTime(runs: Runs): number {
  return runs[0]?.fromTime ?? Number.NaN;
}

/** Time of the highest number; NaN: not known. */
export function lastTime(runs: Runs): number {
  return runs.at(-1)?.toTime ?? Number.NaN;
}

function withoutUndatedEdges(runs: Runs): Runs {
  const first = runs.findIndex(isDated);
  return first < 0 ? [] : runs.slice(first, runs.findLastIndex(isDated) + 1);
}

function isDated({ fromTime, toTime }: Interval): boolean {
  return Number.isFinite(fromTime) || Number.isFinite(toTime);
}

/** Epochs are few; they come by their lowest number. */
function joinAll(epochs: readonly Runs[]): readonly Runs[] {
  const joined: Runs[] = [];
  for (const next of epochs) {
    const at = joined.findIndex((before) => follows(before, next));
    const before = joined[at];
    if (before === undefined) joined.push(next);
    else joined[at] = join(before, next);
  }
  return joined;
}

/** Higher numbers, and the end not before the start. A cleared log has lower numbers at later times. */
function follows(before: Runs, next: Runs): boolean {
  return endOf(before) < startOf(next) && firstTime(before) <= lastTime(next);
}

function join(before: Runs, next: Runs): Runs {
  const [left, right] = [before.at(-1), next[0]];
  if (left === undefined || right === undefined || left.to + 1 !== right.from) return [...before, ...next];
  const seam = { from: left.from, fromTime: left.fromTime, to: right.to, toTime: right.toTime };
  return [...before.slice(0, -1), seam, ...next.slice(1)];
}

/** One record whose number lies in a hole of another epoch, or next to its edge, and not so its time. */
function isStray(one: Runs, all: readonly Runs[]): boolean {
  const number = startOf(one);
  if (endOf(one) !== number) return false;
  return all.some(
    (other) =>
      endOf(other) > startOf(other) &&
      number >= startOf(other) - 1 &&
      number <= endOf(other) + 1 &&
      !other.some((run) => run.from <= number && number <= run.to),
  );
}

function fillHole(runs: Runs, stray: Runs): Runs {
  const number = startOf(stray);
  if (number < startOf(runs) || number > endOf(runs)) return runs;
  const filled = createIntervals();
  for (const run of runs) filled.add(run);
  filled.add({ from: number, to: number, fromTime: Number.NaN, toTime: Number.NaN });
  return filled.list;
}

function timeOf(runs: Runs): number {
  const known = runs.flatMap((run) => [run.fromTime, run.toTime]).find(Number.isFinite);
  return known ?? 0;
}

function startOf(runs: Runs): number {
  return runs[0]?.from ?? 0;
}

function endOf(runs: Runs): number {
  return runs.at(-1)?.to ?? 0;
}
