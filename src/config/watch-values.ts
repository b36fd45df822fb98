import { dirname, isAbsolute, resolve } from "node:path";
import { instantOf } from "../model/local-time.ts";
import type { Secret, Silence, SinkSettings, SinkUrl, WatchSettings } from "../model/watch-settings.ts";
import type { FileValues } from "./file-schema.ts";
import { MAIL_PORTS, type SinkValues } from "./sinks-schema.ts";

/**
 * What a file says of watching. Paths in it are meant from its own folder: a service starts in another one.
 *
 * @param zone of `until` without an offset
 */
export function watchOf(values: FileValues, file: string, zone: string): WatchSettings {
  const at: PathMaker = (path) => resolve(dirname(file), path);
  const { topology, alerts } = values;
  return {
    servers: values.servers,
    files: values.files.map(at),
    topology: {
      file: topology.file === undefined ? null : at(topology.file),
      refreshSeconds: topology.refresh,
    },
    expect: expectationsOf(values),
    alerts: {
      sinks: alerts.sinks.map((sink) => sinkOf(sink, at)),
      repeatSeconds: alerts.repeat,
      groupSeconds: alerts.group,
      quiet: alerts.quiet === "off" ? null : alerts.quiet,
      timeZone: values.timeZone ?? null,
      silences: alerts.silences.map(({ until, ...rest }) => ({ ...rest, ...untilOf(until, zone) })),
    },
    keepDays: values.keep,
    silentSeconds: values.silent,
    metrics: values.metrics,
  };
}

export function expectationsOf({ expect }: FileValues): WatchSettings["expect"] {
  return expect.map(({ maxAge, days, ...rest }) => ({
    ...rest,
    maxAgeSeconds: maxAge,
    ...(days === undefined
      ? {}
      : { days: days.map((day) => ({ weekdays: day.on, maxAgeSeconds: day.maxAge })) }),
  }));
}

type PathMaker = (path: string) => string;

function sinkOf(values: SinkValues, at: PathMaker): SinkSettings {
  const { name = values.kind, minSeverity, timeout: timeoutSeconds } = values;
  const base = { name, minSeverity, timeoutSeconds };
  switch (values.kind) {
    case "email": {
      const { timeout: _, port = MAIL_PORTS[values.tls], caFile, password, ...rest } = values;
      return {
        ...rest,
        ...base,
        port,
        ...(caFile === undefined ? {} : { caFile: at(caFile) }),
        ...(password === undefined ? {} : { password: secretOf(password, at) }),
      };
    }
    case "teams":
    case "slack":
      return { kind: values.kind, ...base, url: urlOf(values.url, at) };
    case "webhook": {
      const headers = Object.entries(values.headers).map(([key, value]) => [key, urlOf(value, at)] as const);
      return {
        kind: "webhook",
        ...base,
        url: urlOf(values.url, at),
        headers: Object.fromEntries(headers),
        ...(values.hmac === undefined ? {} : { hmac: secretOf(values.hmac, at) }),
      };
    }
    case "alertmanager": {
      const { timeout: _, password, token, ...rest } = values;
      return {
        ...rest,
        ...base,
        ...(password === undefined ? {} : { password: secretOf(password, at) }),
        ...(token === undefined ? {} : { token: secretOf(token, at) }),
      };
    }
    case "ping": {
      const { watcher, jobs } = values;
      return {
        kind: "ping",
        ...base,
        ...(watcher === undefined
          ? {}
          : { watcher: { url: urlOf(watcher.url, at), everySeconds: watcher.every } }),
        jobs: jobs.map(({ database, url }) => ({ database, url: urlOf(url, at) })),
      };
    }
    case "eventlog":
      return { kind: "eventlog", ...base, source: values.source };
    case "command": {
      // A name alone is looked up as the system does; a path is meant from the file's folder.
      const isPath = /[\\/]/.test(values.file) || isAbsolute(values.file);
      return { kind: "command", ...base, file: isPath ? at(values.file) : values.file, args: values.args };
    }
  }
}

function secretOf(secret: Secret, at: PathMaker): Secret {
  return "file" in secret ? { file: at(secret.file) } : secret;
}

function urlOf(url: SinkUrl, at: PathMaker): SinkUrl {
  return typeof url === "string" ? url : secretOf(url, at);
}

/** A day means to its end. */
function untilOf(text: string | undefined, zone: string): Pick<Silence, "until"> {
  if (text === undefined) return {};
  const [date = "", time] = text.split(/[T ]/);
  if (time !== undefined && /(?:Z|[+-]\d\d:\d\d)$/.test(time)) {
    return { until: Date.parse(`${date}T${time}`) };
  }
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  if (time === undefined)
    return { until: instantOf({ year, month, day: day + 1, second: 0 }, zone).first - 1 };
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return { until: instantOf({ year, month, day, second: hours * 3600 + minutes * 60 + seconds }, zone).last };
}
