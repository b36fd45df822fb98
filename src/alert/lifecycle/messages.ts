import { createHash } from "node:crypto";
import type { Alert, AlertMessage } from "../../model/alert.ts";
import type { Job } from "../../model/job.ts";
import type { SinkSettings } from "../../model/watch-settings.ts";
import { titleOf } from "../title.ts";
import { type Due, dueFor, type Telling } from "./due.ts";
import { worstOf } from "./fingerprint.ts";
import { grouped } from "./grouped.ts";
import { isQuiet, quietUntil } from "./quiet.ts";

/** A message for one sink. */
export interface Outgoing {
  readonly sink: string;
  readonly message: AlertMessage;
}

export interface Composing extends Telling {
  readonly jobs: readonly Job[];
  readonly version: string;
}

export interface Composed {
  readonly messages: readonly Outgoing[];
  /** The alerts with when which sink was told. */
  readonly alerts: readonly Alert[];
  /** When the next message may be due if nothing happens before; ms since 1970. */
  readonly next: number | null;
}

/** Of a job's events no more than this go with a message, the last ones: an alert is no archive. */
const MOST_EVENTS = 200;
const MOST_EVIDENCE = 20;

/** What each sink is to be told now: what belongs together in one message. */
export function compose(alerts: readonly Alert[], composing: Composing): Composed {
  const messages: Outgoing[] = [];
  const told = new Map<string, Record<string, number | null>>();
  for (const sink of toldOf(composing)) {
    const dues = alerts.flatMap((alert) => dueFor(alert, sink, composing) ?? []);
    for (const [, group] of grouped(dues, (due) => groupOf(due, composing))) {
      const going = whatGoes(group, composing);
      if (going.length === 0) continue;
      messages.push({ sink: sink.name, message: messageOf(going, sink, composing) });
      for (const due of going) remember(told, due, sink, composing.now);
    }
  }
  const after = alerts.map((alert) => noted(alert, told.get(alert.fingerprint)));
  return { messages, alerts: after, next: nextOf(after, composing) };
}

/** Pings tell of jobs, and not of alerts. */
function toldOf({ settings }: Composing): readonly SinkSettings[] {
  return settings.sinks.filter((sink) => sink.kind !== "ping");
}

/** When something is due that is not yet: at its time, or at the end of the quiet hours that hold it back. */
function nextOf(alerts: readonly Alert[], composing: Composing): number | null {
  const { settings, now } = composing;
  const dues = toldOf(composing).flatMap((sink) =>
    alerts.flatMap((alert) => dueFor(alert, sink, composing) ?? []),
  );
  const times = dues.map(({ at }) => at).filter((at) => at > now);
  if (times.length < dues.length && settings.quiet !== null && quietAt(now, settings)) {
    times.push(quietUntil(now, settings.quiet, zoneOf(settings)));
  }
  return times.length === 0 ? null : Math.min(...times);
}

/** What waited for the end of quiet hours goes out as one message, and so does what is only told again. */
function groupOf({ alert, reason }: Due, { settings, now }: Composing): string {
  if (reason === "still") return reason;
  const times = { open: alert.openedAt, worse: alert.worseAt, resolved: alert.resolvedAt };
  if (!quietAt(now, settings) && quietAt(times[reason] ?? now, settings))
    return `${reason} after quiet hours`;
  return `${reason} ${(reason === "resolved" ? alert.resolvedBy : alert.job) ?? ""}`;
}

/** What of a group goes now. In quiet hours that is only what holds a failure. */
function whatGoes(group: readonly Due[], { settings, now }: Composing): readonly Due[] {
  const due = group.some(({ at }) => at <= now);
  const ready = group.filter(({ at, early }) => at <= now || (early && due));
  const urgent = ready.some(
    ({ reason, alert }) => (reason === "open" || reason === "worse") && alert.severity === "failure",
  );
  return urgent || !quietAt(now, settings) ? ready : [];
}

function quietAt(time: number, settings: Composing["settings"]): boolean {
  return settings.quiet !== null && isQuiet(time, settings.quiet, zoneOf(settings));
}

function zoneOf({ timeZone }: Composing["settings"]): string {
  return timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function messageOf(group: readonly Due[], sink: SinkSettings, composing: Composing): AlertMessage {
  const { now, jobs, version } = composing;
  const [{ reason }] = group as readonly [Due, ...Due[]];
  const alerts = group.map(({ alert }) => alert);
  const shown = new Set(
    alerts.map((alert) => (reason === "resolved" ? alert.resolvedBy : alert.job) ?? null),
  );
  const job = shown.size === 1 ? jobs.find(({ id }) => shown.has(id)) : undefined;
  return {
    schema: "thawline.alert/1",
    idempotencyKey: keyOf(group, sink, composing),
    reason,
    at: new Date(now).toISOString(),
    severity: worstOf(alerts.map((alert) => alert.severity)),
    title: titleOf(reason, alerts),
    alerts: alerts.map(bounded),
    job: job === undefined ? null : { ...job, events: job.events.slice(-MOST_EVENTS) },
    tool: { name: "thawline", version },
  };
}

function bounded(alert: Alert): Alert {
  const { finding } = alert;
  return { ...alert, finding: { ...finding, evidence: finding.evidence.slice(0, MOST_EVIDENCE) } };
}

/** The same whenever the same step is done again, and another for each time that an alert opens, worsens or is repeated. */
function keyOf(group: readonly Due[], { name }: SinkSettings, { settings, now }: Composing): string {
  const parts = group
    .map(({ alert: { fingerprint, openedAt, severity }, reason }) => [
      fingerprint,
      openedAt,
      reason === "worse" ? severity : "",
      reason === "still" ? Math.floor((now - openedAt) / (settings.repeatSeconds * 1000)) : "",
    ])
    .toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  const text = JSON.stringify([name, group[0]?.reason, parts]);
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

function remember(
  told: Map<string, Record<string, number | null>>,
  { alert, reason }: Due,
  { name }: SinkSettings,
  now: number,
): void {
  const times = told.get(alert.fingerprint) ?? {};
  told.set(alert.fingerprint, times);
  times[name] = reason === "resolved" ? null : now;
}

function noted(alert: Alert, times: Readonly<Record<string, number | null>> = {}): Alert {
  const all = Object.entries({ ...alert.notified, ...times });
  const notified = Object.fromEntries(all.filter((entry): entry is [string, number] => entry[1] !== null));
  return { ...alert, notified };
}
