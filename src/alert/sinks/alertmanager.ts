import type { Alert, AlertMessage, Sink, SinkAnswer } from "../../model/alert.ts";
import type { Severity } from "../../model/finding.ts";
import { shortServer } from "../../report/view/server.ts";
import { exchange } from "../http.ts";
import { readAuthorization, readUrl } from "../secrets.ts";
import { line } from "../title.ts";
import type { Of, SinkPorts } from "./ports.ts";

/** Open alerts are re-sent so often. */
const REFRESH_SECONDS = 60;
/**
 * They fire so long if the watcher falls silent: long enough for a restart, and short enough that a dead watcher does not
 * leave alerts behind (Prometheus takes four times its interval).
 */
const FIRES_MS = 15 * 60_000;
/** Resolved ones are re-sent so long (prometheus/alertmanager docs/alerts_api.md). */
const RESOLVED_MS = 5 * 60_000;
const LONGEST = 2000;

/** Alertmanager, API v2. Every peer gets every alert; they agree among themselves who tells whom. */
export function alertmanagerSink(settings: Of<"alertmanager">, ports: SinkPorts): Sink {
  const { name } = settings;
  const resolved = new Map<string, PostedAlert & { readonly until: number }>();
  return { name, send, upkeep: { everySeconds: REFRESH_SECONDS, run: refresh } };

  function send(message: AlertMessage, _: unknown, signal: AbortSignal): Promise<SinkAnswer> {
    if (message.reason === "test") return toPeers([testAlert(message, settings, ports.now())], signal);
    const posted = message.alerts.map((alert) => postedAlert(alert, settings, ports.now()));
    for (const [index, one] of posted.entries()) {
      const key = JSON.stringify(one.labels);
      if (message.alerts[index]?.state === "open") resolved.delete(key);
      else resolved.set(key, { ...one, until: ports.now() + RESOLVED_MS });
    }
    // The severity is part of the identity: the milder one ends when it gets worse.
    const milder =
      message.reason === "worse" ? message.alerts.map((alert) => ended(alert, settings, ports.now())) : [];
    return toPeers([...posted, ...milder], signal);
  }

  function refresh(
    { alerts }: { readonly alerts: readonly Alert[] },
    signal: AbortSignal,
  ): Promise<SinkAnswer> {
    const now = ports.now();
    for (const [key, { until }] of resolved) if (until < now) resolved.delete(key);
    const open = alerts.filter((alert) => alert.state === "open" && alert.notified[name] !== undefined);
    const posted = open.map((alert) => postedAlert(alert, settings, now));
    const again = [...resolved.values()].map(({ until: _, ...one }) => one);
    const all = [...posted, ...again];
    return all.length === 0
      ? Promise.resolve({ kind: "sent", detail: "nothing is open" })
      : toPeers(all, signal);
  }

  /** One peer that takes it is enough: the others get it with the next refresh. */
  async function toPeers(posted: readonly PostedAlert[], signal: AbortSignal): Promise<SinkAnswer> {
    const authorization = await readAuthorization(settings);
    if ("trouble" in authorization) return { kind: "permanent", detail: authorization.trouble };
    const body = JSON.stringify(posted);
    const headers = {
      ...authorization.value,
      "content-type": "application/json; charset=utf-8",
      "user-agent": `thawline/${ports.version}`,
    };
    const answers = await Promise.all(settings.urls.map((url) => toPeer(url, headers, body, signal)));
    const detail = answers.map((answer) => answer.detail).join("; ");
    if (answers.some(({ kind }) => kind === "sent")) return { kind: "sent", detail };
    return answers.every(({ kind }) => kind === "permanent")
      ? { kind: "permanent", detail }
      : { kind: "retry", detail, ...patience(answers) };
  }

  async function toPeer(
    peer: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
  ): Promise<SinkAnswer> {
    const url = await readUrl(peer);
    if ("trouble" in url) return { kind: "permanent", detail: url.trouble };
    url.value.pathname = `${url.value.pathname.replace(/\/+$/, "")}/api/v2/alerts`;
    const { timeoutSeconds } = settings;
    return exchange(
      { url: url.value, method: "POST", headers, body, timeoutSeconds, now: ports.now() },
      signal,
    );
  }
}

interface PostedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** The labels are what Alertmanager knows an alert by: only what stays the same as long as it is open. */
function postedAlert(alert: Alert, { labels }: Of<"alertmanager">, now: number): PostedAlert {
  const { code, severity, server, database, finding, openedAt, resolvedAt, job, count } = alert;
  return {
    labels: withoutEmpty({
      ...labels,
      alertname: code,
      ...{ severity, database: database ?? "", server: server === null ? "" : shortServer(server) },
    }),
    annotations: withoutEmpty({
      ...{ summary: finding.title, description: finding.detail, cause: finding.cause },
      remedy: finding.remedy.map((step, index) => `${index + 1}. ${step}`).join(" "),
      ...{ job: job ?? "", count: `${count}`, fingerprint: alert.fingerprint },
    }),
    startsAt: new Date(openedAt).toISOString(),
    endsAt: new Date(alert.state === "open" ? now + FIRES_MS : (resolvedAt ?? now)).toISOString(),
  };
}

/** Of a name of its own, so that it can be routed or dropped; it ends by itself. */
function testAlert({ title }: AlertMessage, { labels }: Of<"alertmanager">, now: number): PostedAlert {
  return {
    labels: withoutEmpty({ ...labels, alertname: "ThawlineTest", severity: "info" }),
    annotations: { summary: line(title, LONGEST) },
    startsAt: new Date(now).toISOString(),
    endsAt: new Date(now + RESOLVED_MS).toISOString(),
  };
}

/** The alert as it was before it got worse, at its end. */
function ended(alert: Alert, settings: Of<"alertmanager">, now: number): PostedAlert {
  const severity: Severity = alert.severity === "failure" ? "warning" : "info";
  return postedAlert({ ...alert, severity, state: "resolved", resolvedAt: now }, settings, now);
}

function withoutEmpty(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts)
      .map(([key, text]) => [key, line(text, LONGEST)] as const)
      .filter(([, text]) => text !== ""),
  );
}

function patience(answers: readonly SinkAnswer[]): { readonly afterSeconds?: number } {
  const asked = answers.flatMap((answer) => (answer.kind === "retry" ? (answer.afterSeconds ?? []) : []));
  return asked.length === 0 ? {} : { afterSeconds: Math.min(...asked) };
}
