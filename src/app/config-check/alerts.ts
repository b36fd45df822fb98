import { RULES } from "../../judge/rules/index.ts";
import type { Severity } from "../../model/finding.ts";
import type { Settings } from "../../model/settings.ts";
import type { AlertSettings, SinkSettings } from "../../model/watch-settings.ts";
import { info, type Remark, warning } from "./remark.ts";

const ORDER: readonly Severity[] = ["info", "warning", "failure"];

/** What will not be told as it is meant. */
export function checkAlerts(
  { sinks, silences }: AlertSettings,
  settings: Settings,
  now: number,
  platform: NodeJS.Platform,
): Remark[] {
  const worst = Math.max(...severitiesIn(settings).map((severity) => ORDER.indexOf(severity)));
  return [
    ...(sinks.length === 0 ? [info(["alerts", "sinks"], "there is none: nobody is told")] : []),
    ...sinks.flatMap((sink, n) => {
      const path = ["alerts", "sinks", n];
      return [
        ...(sink.kind !== "ping" && ORDER.indexOf(sink.minSeverity) > worst
          ? [
              warning(
                [...path, "minSeverity"],
                "nothing reaches this sink: the severities leave no finding so grave",
              ),
            ]
          : []),
        ...(sink.kind === "eventlog" && platform !== "win32"
          ? [warning([...path, "kind"], "there is an event log on Windows only")]
          : []),
        ...inTheClear(sink, path),
      ];
    }),
    ...silences.flatMap(({ code, server, database, until }, n) => {
      const path = ["alerts", "silences", n];
      return [
        ...(until !== undefined && until <= now
          ? [warning([...path, "until"], "has run out: what it silenced is told again")]
          : []),
        ...(code === undefined && server === undefined && database === undefined
          ? [warning(path, "names no code, server or database: it silences everything")]
          : []),
      ];
    }),
  ];
}

/** All severities that a finding can have with these settings. */
function severitiesIn({ severities }: Settings): Severity[] {
  const usual = RULES.map(({ meta }) => {
    const forAll = severities.find(({ code, database }) => code === meta.code && database === undefined);
    return forAll?.severity ?? meta.severity;
  });
  return [...usual, ...severities.map(({ severity }) => severity)].filter((severity) => severity !== "off");
}

/** Passwords that anyone on the way can read. */
function inTheClear(sink: SinkSettings, path: Remark["path"]): Remark[] {
  switch (sink.kind) {
    case "email":
      return sink.tls === "none" && sink.password !== undefined && !isLoopback(sink.host)
        ? [warning([...path, "tls"], "the password goes to the mail server in the clear")]
        : [];
    case "webhook": {
      const hasSecret = Object.values(sink.headers).some((value) => typeof value !== "string");
      return hasSecret && isClear(sink.url) ? [warning([...path, "url"], CLEAR)] : [];
    }
    case "alertmanager":
      return (sink.password ?? sink.token) === undefined
        ? []
        : sink.urls.flatMap((url, n) => (isClear(url) ? [warning([...path, "urls", n], CLEAR)] : []));
    default:
      return [];
  }
}

const CLEAR = "the secret goes over http, where anyone on the way can read it";

function isClear(url: unknown): boolean {
  return typeof url === "string" && /^http:/i.test(url) && !isLoopback(new URL(url).hostname);
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.[\d.]+|\[?::1\]?)$/i.test(host);
}
