import type { Alert } from "../../model/alert.ts";
import { reaches } from "./fingerprint.ts";
import { startOf } from "./good-jobs.ts";
import { endingOf, type GoodJobs, type Seen, type Trouble } from "./troubles.ts";

/** What cannot heal is closed when it was not seen anew for so long. */
export const PAST_MS = 24 * 3_600_000;

/** A resolved alert is kept so long, for those who ask what was. */
const RESOLVED_KEPT_MS = 3_600_000;

/** An alert with what is wrong now; null where there is neither. */
export function evolve(
  alert: Alert | null,
  trouble: Trouble | null,
  good: GoodJobs,
  seen: Seen,
): Alert | null {
  if (trouble === null) return alert === null ? null : withoutTrouble(alert, good, seen);
  if (alert === null) return opened(trouble, {}, seen.now);
  if (alert.state === "open") return goesOn(alert, trouble, seen.now);
  return happensAnew(alert, trouble) ? reopened(alert, trouble, seen.now) : alert;
}

/** When an open alert of what cannot heal is closed; null for others. */
export function closesAt({ openedAt, lastSeenAt, finding }: Alert): number | null {
  return endingOf(finding) === "past" ? Math.max(openedAt, lastSeenAt) + PAST_MS : null;
}

/**
 * When an alert that is resolved need not be kept any more; null while it is open, while a sink has to be told of its end,
 * and while findings tell of what is past.
 */
export function forgottenAt(alert: Alert, trouble: Trouble | null, sinks: readonly string[]): number | null {
  if (alert.state === "open" || trouble !== null) return null;
  return sinks.some((sink) => alert.notified[sink] !== undefined)
    ? null
    : (alert.resolvedAt ?? 0) + RESOLVED_KEPT_MS;
}

function opened(trouble: Trouble, notified: Alert["notified"], now: number): Alert {
  const { fingerprint, code, severity, server, database, job, finding, count, at } = trouble;
  return {
    ...{ fingerprint, code, severity, server, database, job, finding, count, notified },
    state: "open",
    openedAt: now,
    lastSeenAt: at ?? now,
    resolvedAt: null,
  };
}

function goesOn(alert: Alert, trouble: Trouble, now: number): Alert {
  const worse = !reaches(alert.severity, trouble.severity);
  const next: Alert = {
    ...alert,
    // It does not fall while it is open: else it would be told as worse again and again.
    severity: worse ? trouble.severity : alert.severity,
    ...(worse ? { worseAt: now } : {}),
    lastSeenAt: Math.max(trouble.at ?? alert.lastSeenAt, alert.lastSeenAt),
    job: trouble.job,
    count: Math.max(trouble.count, alert.count),
    finding: trouble.finding,
  };
  const end = closesAt(next);
  return end !== null && now >= end ? resolved(next, null, now) : next;
}

/** What is past stays in the findings; only what came since opens it again. */
function happensAnew(alert: Alert, { ending, at }: Trouble): boolean {
  return ending !== "past" || (at !== null && at > alert.lastSeenAt);
}

/** Those who were not told yet that it was resolved are not told that it is back. */
function reopened(alert: Alert, trouble: Trouble, now: number): Alert {
  const next = opened(trouble, alert.notified, now);
  return reaches(alert.severity, next.severity) ? next : { ...next, worseAt: now };
}

function withoutTrouble(alert: Alert, good: GoodJobs, seen: Seen): Alert {
  if (alert.state === "resolved") return alert;
  if (endingOf(alert.finding) !== "job") return resolved(alert, null, seen.now);
  const healer = good(alert);
  const job = seen.jobs.find((one) => one.id === alert.job);
  const since = (job && startOf(job)) ?? alert.lastSeenAt;
  if (healer !== null && healer.start > since) return resolved(alert, healer.job.id, seen.now);
  // A job that is not among those given may show it still; one that is does not any more.
  return job === undefined ? alert : resolved(alert, null, seen.now);
}

function resolved(alert: Alert, by: string | null, now: number): Alert {
  const { resolvedBy: _, ...rest } = alert;
  return { ...rest, state: "resolved", resolvedAt: now, ...(by === null ? {} : { resolvedBy: by }) };
}
