import type { Alert } from "../model/alert.ts";
import type { Finding } from "../model/finding.ts";
import type { Job } from "../model/job.ts";
import type { Coverage } from "../model/report.ts";
import type { AlertSettings } from "../model/watch-settings.ts";
import { closesAt, evolve, forgottenAt } from "./lifecycle/evolve.ts";
import { compose, type Outgoing } from "./lifecycle/messages.ts";
import { troublesOf } from "./lifecycle/troubles.ts";

export interface AdvanceInput {
  /** All that are stored. */
  readonly alerts: readonly Alert[];
  /**
   * Jobs with their newest state: all, or those since some time. An alert whose job is not among them stays open until
   * a good job is.
   */
  readonly jobs: readonly Job[];
  /** All of these jobs, and all of no job: what is missing among the latter is over. */
  readonly findings: readonly Finding[];
  /** Tells when records were lost. Without it a gap is told once. */
  readonly coverage?: readonly Coverage[];
  /** Ms since 1970. */
  readonly now: number;
  /** The watcher's first start. What happened last before it is recorded and not told. */
  readonly since: number;
  readonly settings: AlertSettings;
  /** Of Thawline, for the messages. */
  readonly version: string;
}

export interface Advance {
  /** New and changed ones, to be put. */
  readonly alerts: readonly Alert[];
  /** Fingerprints of those that need not be kept. */
  readonly removed: readonly string[];
  /** To be added to the outbox in the transaction that puts the alerts. */
  readonly messages: readonly Outgoing[];
  /** When to call again if nothing happens before, ms since 1970: the end of a wait, a repetition. Null: no need. */
  readonly next: number | null;
}

/**
 * What the troubles of this moment make of the alerts, and whom to tell. Pure: the same input gives the same outcome, and
 * the same keys of messages; with its outcome stored, a second call has nothing more to tell.
 */
export function advance(input: AdvanceInput): Advance {
  const { settings, now, since, version, jobs } = input;
  const seen = { jobs, findings: input.findings, coverage: input.coverage ?? [], now };
  const { troubles, good } = troublesOf(seen);
  const stored = new Map(input.alerts.map((alert) => [alert.fingerprint, alert]));
  const fingerprints = [...new Set([...stored.keys(), ...troubles.keys()])].toSorted();
  const evolved = fingerprints.flatMap(
    (fingerprint) =>
      evolve(stored.get(fingerprint) ?? null, troubles.get(fingerprint) ?? null, good, seen) ?? [],
  );
  const composed = compose(evolved, { settings, now, since, version, jobs });
  const sinks = settings.sinks.map(({ name }) => name);
  const states = composed.alerts.map((alert) => {
    const forgotten = forgottenAt(alert, troubles.get(alert.fingerprint) ?? null, sinks);
    return { alert, forgotten, ends: alert.state === "open" ? closesAt(alert) : forgotten };
  });
  const kept = states.filter(({ forgotten }) => forgotten === null || forgotten > now);
  const times = [composed.next, ...kept.map(({ ends }) => ends)].filter(
    (time) => time !== null && time > now,
  );
  return {
    alerts: kept
      .map(({ alert }) => alert)
      .filter((alert) => JSON.stringify(alert) !== JSON.stringify(stored.get(alert.fingerprint))),
    removed: states.filter((state) => !kept.includes(state)).map(({ alert }) => alert.fingerprint),
    messages: composed.messages,
    next: times.length === 0 ? null : Math.min(...(times as number[])),
  };
}
