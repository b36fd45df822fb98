import { type Context, coveredSpans, topologyOf } from "../../correlate/assess/context.ts";
import type { BackupEvent } from "../../model/event.ts";
import { sameName, shortName } from "../../model/names.ts";
import type { Settings } from "../../model/settings.ts";
import { formatTimeWindow } from "../../model/time-window.ts";
import { type Backup, goodBackups, mayBecomeGood, type Subject, subjectsOf } from "../backed-up.ts";
import { type Deadline, type Limit, limitsFor, overdueFrom } from "../expectations.ts";
import { isLost } from "../lost.ts";
import { duration, listOf, moment, serverName } from "../phrases.ts";
import type { Case, Hit, Rule } from "../rule.ts";

/** A stretch of the log that is longer than allowed and holds no good full backup of a database. */
export const backupOverdue: Rule = {
  meta: {
    code: "BACKUP_OVERDUE",
    severity: "failure",
    title: "No good full backup for too long",
    when: "The logs that were read show, without a gap, more than the limit (8 days) without a successful full backup of a database that some job or the topology names. Where the configuration expects something else of the database (`expect`), that counts: how old its last full or incremental backup may get, by day of the week, and the window in which it runs; it is overdue when the last window has ended in which the limit could be kept. A database that is expected by its name needs no job. Any copy counts. Not judged if the setting is off. A backup whose database was dismounted or whose store worker restarted is not counted. A warning if a server with a copy, according to the topology, was not read, or if the database is replicated and only one server was.",
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
    return subjectsOf(input).flatMap((subject) => {
      const limits = limitsFor(subject.name, input.context.settings);
      return limits.flatMap((limit) => overdue(subject, limit, input));
    });
  },
};

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Without a good backup, and when that became too long. */
interface Stretch extends Span {
  readonly deadline: Deadline;
}

function overdue(subject: Subject, limit: Limit, input: Case): Hit[] {
  const { context } = input;
  const spans = new Map([...subject.servers].map((server) => [server, coveredSpans(context, server)]));
  const unread = [...spans].filter(([, span]) => span.length === 0).map(([server]) => server);
  const read = [...spans.values()].filter((span) => span.length > 0);
  const isSeen = subject.backups.length + subject.remembered.length > 0;
  if (read.length === 0 || (unread.length > 0 && !isSeen)) return [];
  // A watcher knows of the last good backup, and not of all before: it tells what is overdue now.
  const isNow = context.remembered !== undefined;
  const stretches = read
    .reduce(common)
    .slice(isNow ? -1 : 0)
    .flatMap((span) => tooLong(span, subject, limit, context.settings, isNow));
  if (stretches.length === 0) return [];
  const missing =
    unread.length > 0
      ? ` The log of ${listOf(unread.map(serverName))}, which has a copy, was not read.`
      : isReplicated(subject, input) && !readElsewhere(subject, stretches, context)
        ? " The database is replicated, and no other server's log was read for that time: a backup of another copy would show there."
        : "";
  const kind = limit.type === "full" ? "full backup" : "full or incremental backup";
  const says = `${subject.name} had no good ${kind} ${listOf(stretches.map(describe), 3)}; ${allowed(limit, stretches, context.settings)}.`;
  return [
    {
      ...(missing === "" ? {} : { severity: "warning" as const }),
      ...(limit.type === "full" ? {} : { title: "No good backup for too long" }),
      ...(subject.server === null ? {} : { server: subject.server }),
      database: subject.name,
      detail: `${says}${tried(subject, stretches)}${missing}`,
      evidence: evidenceOf(subject, stretches),
    },
  ];
}

/** The parts of a covered span in which a backup was missed: each from one good backup (or the span's edge) to the next. */
function tooLong(
  { from, to }: Span,
  subject: Subject,
  limit: Limit,
  { timeZone }: Settings,
  isNow: boolean,
): Stretch[] {
  const good = goodBackups(subject, limit.type).filter(({ completed }) => completed > from && completed < to);
  const running = subject.backups.filter((backup) => mayBecomeGood(backup, limit.type));
  return [from, ...good.map(({ completed }) => completed)].flatMap((last, n) => {
    const next = good[n];
    if (isNow && next !== undefined) return [];
    const deadline = overdueFrom(limit, last, timeZone);
    const end = next?.completed ?? to;
    const begun = next === undefined ? running.map(({ facts }) => facts.job.opened) : [next.begun];
    const kept =
      end <= deadline.at || (limit.window !== undefined && begun.some(isWithin(last, deadline.at)));
    return kept ? [] : [{ from: last, to: end, deadline }];
  });
}

/** A backup that begins in its window may take longer. */
function isWithin(from: number, to: number): (time: number | null) => boolean {
  return (time) => time !== null && time >= from && time <= to;
}

function allowed({ window }: Limit, stretches: readonly Stretch[], { timeZone }: Settings): string {
  const limits = stretches.map(({ deadline }) => duration(deadline.limitSeconds));
  if (window === undefined) return `${listOf(limits)} are allowed`;
  const ends = stretches.map(({ deadline }) => moment(deadline.at));
  const one = ends.length === 1;
  return `${listOf(limits)} are allowed, and the ${one ? "window" : "windows"} for it (${formatTimeWindow(window)}, ${timeZone}) that ended at ${listOf(ends, 3)} passed without one`;
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
        sameName(e.keys.database ?? "", name),
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

/** Only where all servers' logs were read an absence means something. */
function common(a: readonly Span[], b: readonly Span[]): Span[] {
  return a.flatMap((x) =>
    b.flatMap((y) => {
      const both = { from: Math.max(x.from, y.from), to: Math.min(x.to, y.to) };
      return both.from < both.to ? [both] : [];
    }),
  );
}

function describe({ from, to }: Span): string {
  return `for ${duration((to - from) / 1000)} from ${moment(from)} to ${moment(to)}`;
}

function within({ facts }: Backup, stretches: readonly Stretch[]): boolean {
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
