import { type Context, coveredSpans, shortName, topologyOf } from "../../correlate/assess/context.ts";
import type { JobFacts } from "../../correlate/assess/index.ts";
import type { BackupEvent } from "../../model/event.ts";
import type { DatabaseResult } from "../../model/job.ts";
import { isLost } from "../lost.ts";
import { duration, listOf, moment, serverName } from "../phrases.ts";
import type { Case, Hit, Rule } from "../rule.ts";
import { hasUniqueNames } from "../spans.ts";

/** A stretch of the log that is longer than allowed and holds no good full backup of a database. */
export const backupOverdue: Rule = {
  meta: {
    code: "BACKUP_OVERDUE",
    severity: "failure",
    title: "No good full backup for too long",
    when: "The logs that were read show, without a gap, more than the limit (8 days) without a successful full backup of a database that some job or the topology names. Not judged if the setting is off. A backup whose database was dismounted or whose store worker restarted is not counted. A warning if a server with a copy, according to the topology, was not read, or if the database is replicated and only one server was.",
    cause:
      "The schedule does not run, does only copies, differentials or incrementals, or fails again and again. Without a full backup logs pile up, and a restore needs all of them.",
    remedy: [
      "Take a full backup of the database now, and see that it ends well.",
      "Check the schedule and the type of backup in the product; in Windows Server Backup choose VSS full backup.",
      "If another server backs it up, read its logs too.",
    ],
    references: ["docs/correlation.md", "learn.microsoft.com: Windows Server Backup and Exchange"],
  },
  check: (input) => {
    const limit = input.context.settings.overdueSeconds;
    if (limit === null) return [];
    return subjectsOf(input).flatMap((subject) => overdue(subject, limit * 1000, input));
  },
};

/** A database with all that is known of its backups. */
interface Subject {
  readonly name: string;
  readonly server: string;
  /** Short names of the servers whose logs would show a backup. */
  readonly servers: Set<string>;
  readonly backups: { facts: JobFacts; database: DatabaseResult }[];
}

function subjectsOf({ jobs, context }: Case): Subject[] {
  const subjects = new Map<string, Subject>();
  const unique = new Set(jobs.filter(hasUniqueNames).flatMap(({ job }) => job.databases.map(lower)));
  for (const facts of jobs) {
    for (const database of facts.result.databases) {
      const name = lower(database.name);
      if (!facts.job.databases.some((known) => lower(known) === name)) continue;
      const shared = unique.has(name) || topologyOf(context, name) !== null;
      const subject = at(
        subjects,
        shared ? name : `${facts.job.server}\n${name}`,
        database.name,
        database.server,
      );
      subject.servers.add(facts.job.server);
      subject.backups.push({ facts, database });
    }
  }
  for (const { name, copies } of context.topology?.databases ?? []) {
    const [first] = copies;
    const server = copies.find((copy) => copy.active === true)?.server ?? first?.server;
    if (server === undefined) continue;
    const subject = at(subjects, lower(name), name, server);
    for (const copy of copies) subject.servers.add(shortName(copy.server));
  }
  return [...subjects.values()];
}

function at(subjects: Map<string, Subject>, key: string, name: string, server: string): Subject {
  const known = subjects.get(key);
  if (known !== undefined) return known;
  const subject: Subject = { name, server, servers: new Set(), backups: [] };
  subjects.set(key, subject);
  return subject;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function overdue(subject: Subject, limit: number, input: Case): Hit[] {
  const { context } = input;
  const spans = new Map([...subject.servers].map((server) => [server, coveredSpans(context, server)]));
  const unread = [...spans].filter(([, span]) => span.length === 0).map(([server]) => server);
  const read = [...spans.values()].filter((span) => span.length > 0);
  if (read.length === 0 || (unread.length > 0 && subject.backups.length === 0)) return [];
  const fulls = subject.backups.filter(({ facts, database }) => mayBeFull(facts, database));
  const times = fulls.flatMap(({ facts }) => facts.completed ?? []).sort((a, b) => a - b);
  const stretches = read
    .reduce(common)
    .flatMap((span) => between(span, times))
    .filter(({ from, to }) => to - from > limit);
  if (stretches.length === 0) return [];
  const missing =
    unread.length > 0
      ? ` The log of ${listOf(unread.map(serverName))}, which has a copy, was not read.`
      : isReplicated(subject, input) && !readElsewhere(subject, stretches, context)
        ? " The database is replicated, and no other server's log was read for that time: a backup of another copy would show there."
        : "";
  return [
    {
      ...(missing === "" ? {} : { severity: "warning" as const }),
      server: subject.server,
      database: subject.name,
      detail: `${subject.name} had no good full backup ${listOf(stretches.map(describe), 3)}; ${duration(limit / 1000)} are allowed.${tried(subject, stretches)}${missing}`,
      evidence: evidenceOf(subject, stretches),
    },
  ];
}

/** Shown by the copy that was backed up, or by deletions that no job of these logs explains. */
function isReplicated({ name, servers, backups }: Subject, { strays, context }: Case): boolean {
  const copies = topologyOf(context, name)?.copies.length ?? 0;
  if (copies > 0) return copies > 1;
  return (
    backups.some(({ database }) => database.role === "active" || database.role === "passive") ||
    strays.some(
      (e) =>
        e.signal === "logs-deleting" &&
        e.exchange &&
        servers.has(e.server) &&
        lower(e.keys.database ?? "") === lower(name),
    )
  );
}

/** Whether the log of a second server, which may hold a copy, was read for the whole time. */
function readElsewhere(subject: Subject, stretches: readonly Stretch[], context: Context): boolean {
  const read = new Set([...subject.servers, ...context.coverage.map((c) => shortName(c.server))]);
  const whole = [...read].filter((server) => {
    const spans = coveredSpans(context, server);
    return stretches.every(({ from, to }) => spans.some((span) => span.from <= from && span.to >= to));
  });
  return whole.length > 1;
}

/** A job whose log lacks the beginning may have been full: where that is not known it is not held against it. */
function mayBeFull(facts: JobFacts, database: DatabaseResult): boolean {
  const { completed, startSeen } = facts;
  const { outcome, type } = database;
  if (completed === null || (outcome !== "succeeded" && outcome !== "incomplete")) return false;
  if (isLost(facts, database)) return false;
  return type === "full" || type === "full-or-copy" || type === "unknown" || !startSeen;
}

/** The parts of a covered span that lie between good backups. */
function between({ from, to }: Stretch, times: readonly number[]): Stretch[] {
  const points = [from, ...times.filter((time) => time > from && time < to), to];
  return points.slice(1).map((point, i) => ({ from: points[i] ?? point, to: point }));
}

/** Only where all servers' logs were read an absence means something. */
function common(a: readonly Stretch[], b: readonly Stretch[]): Stretch[] {
  return a.flatMap((x) =>
    b.flatMap((y) => {
      const both = { from: Math.max(x.from, y.from), to: Math.min(x.to, y.to) };
      return both.from < both.to ? [both] : [];
    }),
  );
}

function describe({ from, to }: Stretch): string {
  return `for ${duration((to - from) / 1000)} from ${moment(from)} to ${moment(to)}`;
}

function within({ facts }: Subject["backups"][number], stretches: readonly Stretch[]): boolean {
  const time = facts.completed ?? facts.job.last ?? facts.job.opened;
  return time !== null && stretches.some(({ from, to }) => time > from && time < to);
}

function tried({ backups }: Subject, stretches: readonly Stretch[]): string {
  const others = backups.filter((backup) => within(backup, stretches));
  const counts = new Map<string, number>();
  for (const { facts, database } of others) {
    const lost = database.outcome === "succeeded" && isLost(facts, database);
    const kind = `${database.type} ${lost ? "lost to a dismount or restart" : database.outcome}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  if (counts.size === 0) return " No job of it was seen in that time.";
  return ` Jobs of it in that time: ${listOf([...counts].map(([kind, count]) => `${count} ${kind}`))}.`;
}

/** The last sign of each job that was no good full backup. */
function evidenceOf({ backups }: Subject, stretches: readonly Stretch[]): BackupEvent[] {
  return backups
    .filter((backup) => within(backup, stretches))
    .flatMap(({ facts }) =>
      facts.job.events
        .filter((t) => t.part === "own")
        .slice(-1)
        .map((t) => t.event),
    );
}

function lower(name: string): string {
  return name.toLowerCase();
}
