import { existsSync } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import { ConfigError } from "../../config/config-error.ts";
import { readSecret } from "../../config/secret.ts";
import { readTopology } from "../../config/topology-file.ts";
import type { Topology } from "../../model/topology.ts";
import type { Secret, SinkSettings, WatchSettings } from "../../model/watch-settings.ts";
import { failure, type Remark, warning } from "./remark.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Reads the topology file where one is named. */
export async function checkTopology({
  topology: { file },
}: WatchSettings): Promise<{ readonly topology: Topology | null; readonly remarks: readonly Remark[] }> {
  if (file === null) return { topology: null, remarks: [] };
  try {
    return { topology: await readTopology(file), remarks: [] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const remarks = error.message.split("\n").map((line) => failure(["topology", "file"], line));
    return { topology: null, remarks };
  }
}

/** Whether what the configuration names can be read. Secrets are read, and nothing of them is told. */
export async function checkReadable({ files, alerts }: WatchSettings, env: Env): Promise<Remark[]> {
  const sinks = alerts.sinks.map(async (sink, n) => {
    const path = ["alerts", "sinks", n];
    const secrets = secretsOf(sink).map(({ at, secret }) => checkSecret(secret, [...path, ...at], env));
    return [...(await Promise.all(secrets)).flat(), ...(await checkFiles(sink, path))];
  });
  const missing = files.flatMap((file, n) =>
    existsSync(file) ? [] : [warning(["files", n], `${file} is not there`)],
  );
  return [...missing, ...(await Promise.all(sinks)).flat()];
}

async function checkSecret(secret: Secret, path: Remark["path"], env: Env): Promise<Remark[]> {
  const read = await readSecret(secret, env);
  if ("trouble" in read) return [failure(path, `cannot be read: ${read.trouble}`)];
  if ("env" in secret || process.platform === "win32") return [];
  const { mode } = await stat(secret.file);
  return (mode & 0o077) === 0
    ? []
    : [warning(path, `others than its owner can read or change ${secret.file}: chmod 600`)];
}

async function checkFiles(sink: SinkSettings, path: Remark["path"]): Promise<Remark[]> {
  const key = sink.kind === "email" ? "caFile" : "file";
  const file = sink.kind === "email" ? sink.caFile : sink.kind === "command" ? sink.file : undefined;
  // A name alone is looked up by the system.
  if (file === undefined || !/[\\/]/.test(file)) return [];
  try {
    await access(file, sink.kind === "command" ? constants.X_OK : constants.R_OK);
    return [];
  } catch (error) {
    return [failure([...path, key], error instanceof Error ? error.message : String(error))];
  }
}

interface Place {
  readonly at: Remark["path"];
  readonly secret: Secret;
}

/** Every secret of a sink, and where in its settings it is named. */
export function secretsOf(sink: SinkSettings): Place[] {
  switch (sink.kind) {
    case "email":
      return places({ password: sink.password });
    case "teams":
    case "slack":
      return places({ url: sink.url });
    case "webhook":
      return [...places({ url: sink.url, hmac: sink.hmac }), ...places(sink.headers, ["headers"])];
    case "alertmanager":
      return places({ password: sink.password, token: sink.token });
    case "ping":
      return [
        ...places({ url: sink.watcher?.url }, ["watcher"]),
        ...sink.jobs.flatMap(({ url }, n) => places({ url }, ["jobs", n])),
      ];
    default:
      return [];
  }
}

function places(
  values: Readonly<Record<string, Secret | string | undefined>>,
  above: Remark["path"] = [],
): Place[] {
  return Object.entries(values).flatMap(([key, secret]) =>
    secret === undefined || typeof secret === "string" ? [] : [{ at: [...above, key], secret }],
  );
}
