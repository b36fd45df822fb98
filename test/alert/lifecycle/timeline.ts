import { type Advance, type AdvanceInput, advance } from "../../../src/alert/lifecycle.ts";
import type { Alert, AlertMessage } from "../../../src/model/alert.ts";
import type { Finding, FindingCode } from "../../../src/model/finding.ts";
import type { DatabaseResult, Job } from "../../../src/model/job.ts";
import type { Coverage } from "../../../src/model/report.ts";
import type { AlertSettings, SinkSettings } from "../../../src/model/watch-settings.ts";
import * as build from "../../report/fixtures/build.ts";

/** Where the tests' clock stands at `0s`: a Sunday in winter. */
export const ZERO = Date.parse("2026-03-01T00:00:00.000Z");

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `90s`, `1h30m`, `-2d` as ms since 1970 on the tests' clock. */
export function when(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  const parts = [...text.matchAll(/(\d+)([smhd])/g)];
  return (
    ZERO + sign * parts.reduce((sum, [, n, unit = ""]) => sum + Number(n) * (UNITS[unit] ?? 0), 0) * 1000
  );
}

export const iso = (text: string): string => new Date(when(text)).toISOString();

/** What the watcher knows at a moment. */
export interface World {
  readonly jobs: readonly Job[];
  readonly findings: readonly Finding[];
  readonly coverage?: readonly Coverage[];
}

export type Change = (world: World) => World;

interface JobOptions {
  readonly on?: string;
  readonly took?: number;
  readonly outcome?: Job["outcome"];
  readonly truncation?: DatabaseResult["truncation"];
}

/** A job of some databases (`DB01`) that began at a time, an hour before it is known by default, with what is wrong. */
export function job(
  id: string,
  start: string,
  databases: readonly string[],
  codes: readonly (FindingCode | Partial<Finding>)[] = [],
  { on = "MBX1", took = 600, outcome, truncation }: JobOptions = {},
): Change {
  const severe = codes.map((code) => (typeof code === "string" ? { code } : code));
  const ended =
    outcome ?? (severe.some((one) => (one.severity ?? "failure") === "failure") ? "failed" : "succeeded");
  const made = build.job(id, {
    servers: [`${on}.example.com`],
    outcome: ended,
    start: iso(start),
    end: ended === "running" ? null : new Date(when(start) + took * 1000).toISOString(),
    databases: databases.map((name) =>
      build.database(name, on, { outcome: ended, ...(truncation ? { truncation } : {}) }),
    ),
  });
  const findings = databases.flatMap((database) =>
    severe.map(({ code = "BACKUP_FAILED", ...more }) =>
      build.finding(`${id}-${code}-${database}`, code, {
        job: id,
        server: `${on}.example.com`,
        database,
        title: `${code} title`,
        ...more,
      }),
    ),
  );
  return (world) => ({
    ...world,
    jobs: [...world.jobs.filter((one) => one.id !== id), made],
    findings: [...world.findings.filter((one) => one.job !== id), ...findings],
  });
}

/** A trouble of no job, from now on. */
export function trouble(code: FindingCode, more: Partial<Finding> = {}): Change {
  const made = build.finding(`${code}-${more.database ?? more.server ?? ""}`, code, {
    title: `${code} title`,
    ...more,
  });
  return (world) => ({ ...world, findings: [...world.findings.filter(({ id }) => id !== made.id), made] });
}

export function gone(code: FindingCode): Change {
  return (world) => ({ ...world, findings: world.findings.filter((one) => one.code !== code) });
}

export function sink(name: string, minSeverity: SinkSettings["minSeverity"] = "warning"): SinkSettings {
  return { kind: "teams", name, minSeverity, timeoutSeconds: 30, url: "https://teams.example.com/hook" };
}

export function settings(more: Partial<AlertSettings> = {}): AlertSettings {
  return {
    sinks: [sink("mail")],
    repeatSeconds: 0,
    groupSeconds: 30,
    quiet: null,
    timeZone: "UTC",
    silences: [],
    ...more,
  };
}

export interface Sent {
  readonly at: number;
  readonly sink: string;
  readonly message: AlertMessage;
}

/** The store as far as alerts go: an outbox that takes each key once. */
export class Station {
  alerts = new Map<string, Alert>();
  readonly sent: Sent[] = [];
  readonly settings: AlertSettings;
  readonly since: number;
  private readonly keys = new Set<string>();

  constructor(more: Partial<AlertSettings> = {}, since = "-1d") {
    this.settings = settings(more);
    this.since = when(since);
  }

  step(world: World, now: number): Advance {
    const step = advance(this.inputOf(world, now));
    this.take(step, now);
    return step;
  }

  inputOf(world: World, now: number): AdvanceInput {
    const { settings, since } = this;
    return { ...world, alerts: [...this.alerts.values()], now, since, settings, version: "0.1.0" };
  }

  take(step: Advance, now: number): void {
    for (const alert of step.alerts) this.alerts.set(alert.fingerprint, alert);
    for (const fingerprint of step.removed) this.alerts.delete(fingerprint);
    for (const { sink: name, message } of step.messages) {
      const key = `${name} ${message.idempotencyKey}`;
      if (this.keys.has(key)) continue;
      this.keys.add(key);
      this.sent.push({ at: now, sink: name, message });
    }
  }
}

/**
 * Lets time run from one entry to the next, with a step at each and whenever the last step asked for one; then up to
 * `until`. Returns what was sent, as `60s mail open FREEZE_TIMEOUT/mbx1/db01`.
 */
export function play(
  station: Station,
  script: readonly (readonly [at: string, ...changes: Change[]])[],
  until: string,
): readonly string[] {
  let world: World = { jobs: [], findings: [] };
  let next: number | null = null;
  const runTo = (end: number): void => {
    while (next !== null && next < end) {
      const now: number = next;
      next = station.step(world, now).next;
      if (next !== null && next <= now) throw new Error(`asked to be called again at ${next - now} ms`);
    }
  };
  for (const [at, ...changes] of script) {
    runTo(when(at));
    world = changes.reduce((before, change) => change(before), world);
    next = station.step(world, when(at)).next;
  }
  runTo(when(until));
  return station.sent.map(tell);
}

function tell({ at, sink: name, message }: Sent): string {
  const alerts = message.alerts.map((alert) => alert.fingerprint).join(" ");
  return `${short((at - ZERO) / 1000)} ${name} ${message.reason} ${alerts}`;
}

function short(seconds: number): string {
  const units = Object.entries(UNITS).toReversed();
  let rest = seconds;
  const parts = units.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? `${count}${unit}` : "";
  });
  return parts.join("") || "0s";
}
