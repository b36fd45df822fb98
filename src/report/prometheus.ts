import type { Status } from "../model/status.ts";

/** One metric with its samples. */
interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: "gauge" | "counter";
  readonly samples: readonly Sample[];
}

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  /** Null: not known, so there is no sample. */
  readonly value: number | null;
}

/**
 * How things stand, in Prometheus' text format (version 0.0.4). Times are timestamps in seconds since 1970, so that ages
 * are worked out where they are asked for: `time() - thawline_last_good_full_timestamp_seconds`.
 */
export function renderMetrics(status: Status, version: string): string {
  return metricsOf(status, version)
    .flatMap(({ name, help, type, samples }) => {
      const lines = samples.flatMap(({ labels, value }) =>
        value === null ? [] : [`${name}${labelsOf(labels)} ${value}`],
      );
      return lines.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
    })
    .map((line) => `${line}\n`)
    .join("");
}

function metricsOf(
  { databases, alerts, watcher, late, logs, outbox }: Status,
  version: string,
): readonly Metric[] {
  const perDatabase = (value: (database: Status["databases"][number]) => number | null): readonly Sample[] =>
    databases.map((database) => ({ labels: { database: database.name }, value: value(database) }));
  const perSeverity = (["failure", "warning"] as const).map((severity) => ({
    labels: { severity },
    value: alerts.filter((alert) => alert.severity === severity).length,
  }));
  const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({
    name: `thawline_${name}`,
    help,
    type: "gauge",
    samples,
  });
  return [
    gauge("build_info", "The program that answers.", [{ labels: { version }, value: 1 }]),
    gauge(
      "last_good_full_timestamp_seconds",
      "End of the last good full backup of a database.",
      perDatabase(({ goodFull }) => inSeconds(goodFull)),
    ),
    gauge(
      "last_good_incremental_timestamp_seconds",
      "End of the last good incremental or full backup of a database.",
      perDatabase(({ goodIncremental }) => inSeconds(goodIncremental)),
    ),
    gauge(
      "freeze_seconds",
      "How long the newest backup froze a database.",
      perDatabase(({ freezeSeconds }) => freezeSeconds),
    ),
    gauge(
      "last_backup_good",
      "Whether the newest backup of a database succeeded.",
      perDatabase(({ newest }) =>
        newest.outcome === "running" ? null : Number(newest.outcome === "succeeded"),
      ),
    ),
    gauge("open_alerts", "Troubles that are not over.", perSeverity),
    gauge("watcher_alive_timestamp_seconds", "The watcher's last sign of life.", [
      { labels: {}, value: inSeconds(watcher.aliveAt) },
    ]),
    gauge(
      "log_read_to_timestamp_seconds",
      "Up to when a log was read.",
      logs.map(({ server, channel, readTo }) => ({ labels: { server, channel }, value: inSeconds(readTo) })),
    ),
    {
      name: "thawline_late_events_total",
      help: "Events that came when their time was settled, and were left out.",
      type: "counter",
      samples: [{ labels: {}, value: late?.count ?? 0 }],
    },
    gauge("late_event_timestamp_seconds", "Time of the newest event that was left out.", [
      { labels: {}, value: inSeconds(late?.newest ?? null) },
    ]),
    gauge("store_bytes", "Size of the store on disk.", [{ labels: {}, value: watcher.storeBytes }]),
    gauge(
      "outbox_messages",
      "Alerts on their way to a sink, or given up.",
      outbox.flatMap(({ sink, pending, dead }) => [
        { labels: { sink, state: "pending" }, value: pending },
        { labels: { sink, state: "dead" }, value: dead },
      ]),
    ),
  ];
}

function inSeconds(milliseconds: number | null): number | null {
  return milliseconds === null || !Number.isFinite(milliseconds) ? null : milliseconds / 1000;
}

function labelsOf(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

/** Backslash, quote and line feed are escaped (Prometheus, exposition formats). */
function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
