import { stringify } from "yaml";
import type { Expectation } from "../model/expectation.ts";
import type { Settings } from "../model/settings.ts";
import { formatTimeWindow } from "../model/time-window.ts";
import type { Silence, SinkSettings, SinkUrl, WatchSettings } from "../model/watch-settings.ts";
import type { Config } from "./default-config.ts";
import { formatDuration } from "./duration.ts";
import { formatEndpoint } from "./endpoint.ts";
import { WEEKDAYS } from "./watch-schema.ts";

const SECONDS_A_DAY = 86_400;

/**
 * A configuration in the shape of its file, defaults filled in. Secrets are shown as the places that they are read
 * from; of an address that may hold one only the host.
 */
export function shownConfig({ settings, timeZone, watch }: Config): Readonly<Record<string, unknown>> {
  return { ...(timeZone === null ? {} : { timeZone }), ...judging(settings), ...watching(watch) };
}

/** The same as YAML. */
export function configYaml(config: Config): string {
  const zone =
    config.timeZone === null
      ? `# timeZone is not set: UTC for times in logs, ${config.settings.timeZone} (of this machine) for windows\n`
      : "";
  return `${zone}${stringify(shownConfig(config), { lineWidth: 0 })}`;
}

function judging({ freeze, severities, ...settings }: Settings) {
  return {
    freeze: {
      warn: formatDuration(freeze.warnSeconds),
      critical: formatDuration(freeze.criticalSeconds),
      limit: formatDuration(freeze.limitSeconds),
    },
    job: {
      maxAge: formatDuration(settings.maxJobSeconds),
      withoutCopy: formatDuration(settings.withoutCopySeconds),
    },
    truncation: { deadline: formatDuration(settings.truncationDeadlineSeconds) },
    clockSkew: formatDuration(settings.clockSkewSeconds),
    overdue: settings.overdueSeconds === null ? "off" : formatDuration(settings.overdueSeconds),
    severities,
  };
}

function watching({ servers, files, topology, expect, alerts, ...watch }: WatchSettings) {
  return {
    servers,
    files,
    topology: {
      ...(topology.file === null ? {} : { file: topology.file }),
      refresh: formatDuration(topology.refreshSeconds),
    },
    expect: expect.map(expectation),
    alerts: {
      repeat: formatDuration(alerts.repeatSeconds),
      group: formatDuration(alerts.groupSeconds),
      quiet: alerts.quiet === null ? "off" : formatTimeWindow(alerts.quiet),
      silences: alerts.silences.map(silence),
      sinks: alerts.sinks.map(sink),
    },
    keep: formatDuration(watch.keepDays * SECONDS_A_DAY).replace("24h", "1d"),
    silent: formatDuration(watch.silentSeconds),
    metrics: watch.metrics === null ? "off" : formatEndpoint(watch.metrics),
  };
}

function expectation({ maxAgeSeconds, window, days, ...rest }: Expectation) {
  return {
    ...rest,
    maxAge: formatDuration(maxAgeSeconds),
    ...(window === undefined ? {} : { window: formatTimeWindow(window) }),
    ...(days === undefined
      ? {}
      : {
          days: days.map((day) => ({
            on: day.weekdays.map((weekday) => WEEKDAYS[weekday]),
            maxAge: formatDuration(day.maxAgeSeconds),
          })),
        }),
  };
}

function silence({ until, ...rest }: Silence) {
  return { ...rest, ...(until === undefined ? {} : { until: new Date(until).toISOString() }) };
}

function sink({ timeoutSeconds, ...settings }: SinkSettings) {
  const timeout = formatDuration(timeoutSeconds);
  switch (settings.kind) {
    case "teams":
    case "slack":
    case "webhook":
      return { ...settings, timeout, url: masked(settings.url) };
    case "ping": {
      const { watcher, jobs, ...rest } = settings;
      return {
        ...rest,
        timeout,
        ...(watcher === undefined
          ? {}
          : { watcher: { url: masked(watcher.url), every: formatDuration(watcher.everySeconds) } }),
        jobs: jobs.map(({ database, url }) => ({ database, url: masked(url) })),
      };
    }
    default:
      return { ...settings, timeout };
  }
}

/** `https://host/***` */
function masked(url: SinkUrl): SinkUrl {
  if (typeof url !== "string") return url;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}/***`;
}
