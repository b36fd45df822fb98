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
  const byDatabase = new Map<string, Run[]>();
  for (const [order, facts] of jobs.entries()) {
    const span = facts.job.kind === "loose" ? null : spanOf(facts, context);
    if (span === null) continue;
    for (const name of new Set(facts.job.databases.map((n) => n.toLowerCase()))) {
      const sharing = byDatabase.get(name);
      const run = { facts, span, order };
      if (sharing === undefined) byDatabase.set(name, [run]);
      else sharing.push(run);
    }
  }
  const meetings = new Map([...byDatabase].map(([name, runs]) => [name, meetingsOf(runs)]));
  return (facts) => {
    const shared = new Map<JobFacts, string[]>();
    for (const name of facts.job.databases) {
      const { own, met } = meetings.get(name.toLowerCase())?.get(facts) ?? NOBODY;
      for (const other of met) {
        if (own === null || !sameDatabases(facts, other.facts)) continue;
        if (overlap(own.span, other.span, tolerance(facts, other.facts, context)))
          shared.set(other.facts, [...(shared.get(other.facts) ?? []), name]);
      }
    }
    return [...shared].map(([other, databases]) => ({ facts: other, databases }));
  };
}

interface Run {
  readonly facts: JobFacts;
  readonly span: Span;
  /** The job's place among all. */
  readonly order: number;
}

interface Meetings {
  readonly own: Run | null;
  readonly met: Run[];
}

const NOBODY: Meetings = { own: null, met: [] };

/** Which runs each run has anything of its time in common with, in the order of the jobs; in one pass over time. */
function meetingsOf(runs: readonly Run[]): Map<JobFacts, Meetings> {
  const all = new Map(runs.map((own) => [own.facts, { own, met: [] as Run[] }]));
  let open: Run[] = [];
  for (const run of [...runs].sort((a, b) => a.span.from - b.span.from)) {
    open = open.filter((other) => other.span.to > run.span.from);
    for (const other of open) {
      all.get(run.facts)?.met.push(other);
      all.get(other.facts)?.met.push(run);
    }
    open.push(run);
  }
  for (const { met } of all.values()) met.sort((a, b) => a.order - b.order);
  return all;
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
