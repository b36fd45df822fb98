import type { Config } from "../config/default-config.ts";
import { readSecret } from "../config/secret.ts";
import type { SinkSettings, SinkUrl } from "../model/watch-settings.ts";
import { escapeXml } from "../model/xml-text.ts";
import { secretsOf } from "./config-check/readable.ts";

/** Shorter ones stand in any text by chance. */
const SHORTEST = 4;
const INSTEAD = "***";

/**
 * Takes secrets out of texts: as they are, and as JSON, URLs, HTML and base64 write them. Nothing puts them there; this
 * holds for what nobody thought of.
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(secrets.filter((secret) => secret.length >= SHORTEST).flatMap(formsOf));
  // The longest first: one may be part of another.
  const patterns = [...forms].sort((a, b) => b.length - a.length).map(escapePattern);
  if (patterns.length === 0) return (text) => text;
  const all = new RegExp(patterns.join("|"), "g");
  return (text) => text.replace(all, INSTEAD);
}

/** Every secret that a configuration knows or names, as it is at this moment. */
export async function secretsIn(
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  const found = config.watch.alerts.sinks.map(async (sink) => {
    const read = await Promise.all(secretsOf(sink).map(({ secret }) => readSecret(secret, env)));
    const values = read.flatMap((answer) => ("value" in answer ? [answer.value] : []));
    return [
      ...values,
      ...literalsOf(sink),
      ...[...urlsOf(sink), ...values].flatMap(partsOf),
      ...loginsOf(sink, values),
    ];
  });
  return (await Promise.all(found)).flat();
}

/** A header that was written into the file may be a key. */
function literalsOf(sink: SinkSettings): readonly string[] {
  if (sink.kind !== "webhook") return [];
  return Object.values(sink.headers).flatMap((value) =>
    typeof value === "string" ? [value, ...value.split(" ").filter((word) => word.length >= 12)] : [],
  );
}

/** As HTTP sends them. */
function loginsOf(sink: SinkSettings, values: readonly string[]): readonly string[] {
  const user = sink.kind === "email" || sink.kind === "alertmanager" ? (sink.user ?? null) : null;
  return user === null ? [] : values.map((value) => Buffer.from(`${user}:${value}`).toString("base64"));
}

function urlsOf(sink: SinkSettings): readonly string[] {
  const text = (url: SinkUrl | undefined): readonly string[] => (typeof url === "string" ? [url] : []);
  switch (sink.kind) {
    case "teams":
    case "slack":
    case "webhook":
      return text(sink.url);
    case "ping":
      return [...text(sink.watcher?.url), ...sink.jobs.flatMap(({ url }) => text(url))];
    case "alertmanager":
      return sink.urls.filter((url) => new URL(url).password !== "");
    default:
      return [];
  }
}

/** Of an address that is a secret: all of it, what follows on the host, and the parts that look like a key. */
function partsOf(url: string): readonly string[] {
  if (!URL.canParse(url)) return [];
  const { pathname, search, username, password } = new URL(url);
  const behind = `${pathname}${search}`;
  const words = behind.split(/[/?&=#]/).filter((word) => word.length >= (/\d/.test(word) ? 6 : 16));
  return [url, ...(behind.length > 6 ? [behind] : []), ...words, username, password];
}

function formsOf(secret: string): readonly string[] {
  const html = escapeXml(secret);
  return [
    ...[secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), html],
    ...[html.replaceAll("'", "&#39;"), Buffer.from(secret).toString("base64")],
  ];
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
