import { readFile } from "node:fs/promises";
import { codeOf, troubleOf } from "../../../alert/http-trouble.ts";
import { readUrl } from "../../../alert/secrets.ts";
import type { CheckResult } from "../../../model/doctor.ts";
import type { SinkSettings, SinkUrl } from "../../../model/watch-settings.ts";
import type { Target } from "../../../platform/reach.ts";
import { type Check, type DoctorPorts, failure, notHere, ok, unknown } from "../check.ts";

const TRY = "thawline alert test sends a marked message";

/** Connects where alerts would go, and sends nothing. */
export const sinks: Check = {
  name: "sinks",
  title: "Ways of alerts",
  seconds: 60,
  async run(ports, signal) {
    const { sinks: all } = ports.config.value.watch.alerts;
    if (all.length === 0) return [notHere("none are configured: nobody is told")];
    return (await Promise.all(all.map((sink) => look(sink, ports, signal)))).flat();
  },
};

async function look(
  sink: SinkSettings,
  ports: DoctorPorts,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  switch (sink.kind) {
    case "email":
      return [await mail(sink, ports, signal)];
    case "teams":
    case "slack":
    case "webhook":
      return [await web(sink.name, sink.url, ports, signal)];
    case "alertmanager":
      return Promise.all(sink.urls.map((url) => web(sink.name, url, ports, signal)));
    case "ping": {
      const urls = [sink.watcher?.url, ...sink.jobs.map(({ url }) => url)].filter((url) => url !== undefined);
      return Promise.all(urls.map((url) => web(sink.name, url, ports, signal)));
    }
    case "eventlog":
      return ports.platform === "win32"
        ? [ok(`${sink.name}: events of the source ${sink.source}; ${TRY}`)]
        : [notHere(`${sink.name}: there is an event log on Windows only`)];
    case "command":
      return [command(sink, ports)];
  }
}

async function mail(
  { name, host, port, tls, caFile }: Extract<SinkSettings, { kind: "email" }>,
  ports: DoctorPorts,
  signal: AbortSignal,
): Promise<CheckResult> {
  const target = { host, port, tls: tls === "implicit" };
  if (caFile === undefined || !target.tls) return reached(name, target, ports, signal);
  try {
    const authority = await readFile(caFile, "utf8");
    return await reached(name, { ...target, authority }, ports, signal);
  } catch (error) {
    return failure(
      `${name}: ${error instanceof Error ? error.message : String(error)}`,
      "name another caFile",
    );
  }
}

async function web(
  name: string,
  url: SinkUrl,
  ports: DoctorPorts,
  signal: AbortSignal,
): Promise<CheckResult> {
  const read = await readUrl(url);
  if ("trouble" in read)
    return failure(`${name}: ${read.trouble}`, "put it where the configuration says it is");
  const { protocol, hostname, port } = read.value;
  const tls = protocol === "https:";
  if (ports.env.NODE_USE_ENV_PROXY === "1" && (ports.env.HTTPS_PROXY ?? ports.env.HTTP_PROXY) !== undefined) {
    return unknown(`${name}: ${hostname} is reached through a proxy`, TRY);
  }
  // Of an IPv6 address only what stands in the brackets.
  const host = hostname.replace(/^\[|\]$/g, "");
  return reached(name, { host, port: Number(port) || (tls ? 443 : 80), tls }, ports, signal);
}

async function reached(
  name: string,
  target: Target,
  { reach }: DoctorPorts,
  signal: AbortSignal,
): Promise<CheckResult> {
  const place = `${target.host}:${target.port}`;
  const trouble = await reach(target, signal);
  if (trouble === null)
    return ok(`${name}: ${place} answers${target.tls ? ", and its certificate is good" : ""}`);
  const hint = "NODE_EXTRA_CA_CERTS, or caFile for mail, makes an authority known";
  return failure(
    `${name}: ${troubleOf(place, codeOf(trouble), hint)}`,
    "is the address right, and does a firewall let this machine reach it?",
  );
}

function command(
  { name, file }: Extract<SinkSettings, { kind: "command" }>,
  { processes }: DoctorPorts,
): CheckResult {
  if (!/[\\/]/.test(file)) return unknown(`${name}: ${file} is looked up by the system`, TRY);
  if (processes.find([file]) !== null) return ok(`${name}: ${file} is there`);
  return failure(`${name}: there is no ${file}`, "install it, or name another file");
}
