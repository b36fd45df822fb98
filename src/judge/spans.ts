import { type Context, logEnd } from "../correlate/assess/context.ts";
import type { JobFacts } from "../correlate/assess/index.ts";
import type { Case } from "./rule.ts";

/** From when to when a job ran, in ms; `to` is Infinity for one that still runs in a log of unknown end. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A job that had some of the same databases at the same time. */
export interface Rival {
  readonly facts: JobFacts;
  readonly databases: readonly string[];
}

/** Shorter overlaps on two servers may come from their clocks, on one from whole seconds. */
const SAME_SERVER_MS = 1_000;

/** When the job ran; null where the log does not hold its start, or not its end although it is over. */
export function spanOf(facts: JobFacts, context: Context): Span | null {
  const { job, completed, startSeen } = facts;
  if (!startSeen || job.opened === null) return null;
  if (completed !== null) return { from: job.opened, to: completed };
  switch (facts.result.outcome) {
    case "running":
      return { from: job.opened, to: logEnd(context, job.server) ?? Infinity };
    case "incomplete":
      return null;
    default:
      // Nobody ends an abandoned job, so its last sign is the last that is known of it.
      return job.last === null ? null : { from: job.opened, to: job.last };
  }
}

/**
 * For each job, those that share a database and overlap in time. Sessions without a writer's events are left
 * out: they may be a part of the very job that they would overlap.
 */
export function rivalsOf({ jobs, context }: Case): (facts: JobFacts) => Rival[] {
  const spans = new Map<JobFacts, Span>();
  const byDatabase = new Map<string, JobFacts[]>();
  for (const facts of jobs) {
    const span = facts.job.kind === "loose" ? null : spanOf(facts, context);
    if (span === null) continue;
    spans.set(facts, span);
    for (const name of facts.job.databases) {
      const sharing = byDatabase.get(name.toLowerCase());
      if (sharing === undefined) byDatabase.set(name.toLowerCase(), [facts]);
      else sharing.push(facts);
    }
  }
  return (facts) => {
    const shared = new Map<JobFacts, string[]>();
    const span = spans.get(facts);
    for (const name of span === undefined ? [] : facts.job.databases) {
      for (const other of byDatabase.get(name.toLowerCase()) ?? []) {
        const theirs = spans.get(other);
        if (other === facts || span === undefined || theirs === undefined) continue;
        if (sameDatabases(facts, other) && overlap(span, theirs, tolerance(facts, other, context)))
          shared.set(other, [...(shared.get(other) ?? []), name]);
      }
    }
    return [...shared].map(([other, databases]) => ({ facts: other, databases }));
  };
}

/** Since 2010, when the replication service got a writer, a database's name is unique in the organisation. */
export function hasUniqueNames({ job }: JobFacts): boolean {
  return job.events.some((t) => t.part === "own" && t.event.ref.provider.toLowerCase() === "msexchangerepl");
}

/** Storage groups of two servers bear the same names and are not the same. */
function sameDatabases(a: JobFacts, b: JobFacts): boolean {
  return a.job.server === b.job.server || (hasUniqueNames(a) && hasUniqueNames(b));
}

function tolerance(a: JobFacts, b: JobFacts, context: Context): number {
  return a.job.server === b.job.server ? SAME_SERVER_MS : context.settings.clockSkewSeconds * 1000;
}

function overlap(a: Span, b: Span, tolerated: number): boolean {
  return Math.min(a.to, b.to) - Math.max(a.from, b.from) > tolerated;
}
