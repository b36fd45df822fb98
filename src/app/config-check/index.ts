import type { Config } from "../../config/default-config.ts";
import type { Severity } from "../../model/finding.ts";
import { checkAlerts } from "./alerts.ts";
import { checkExpectations, checkNames } from "./names.ts";
import { checkReadable, checkTopology } from "./readable.ts";
import { info, type Remark, warning } from "./remark.ts";

/** What the checks lean on besides the configuration. */
export interface CheckedOn {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

const SEVERITIES: readonly Severity[] = ["failure", "warning", "info"];

/** What will not work as it is meant, worst first: a configuration may be well-formed and still tell nobody anything. */
export async function checkConfig(config: Config, { now, env, platform }: CheckedOn): Promise<Remark[]> {
  const { settings, watch } = config;
  const { topology, remarks } = await checkTopology(watch);
  const all = [
    ...remarks,
    ...(await checkReadable(watch, env)),
    ...checkWatched(config),
    ...checkExpectations(watch.expect),
    ...checkAlerts(watch.alerts, settings, now, platform),
    ...(topology === null ? [] : checkNames(watch, settings, topology)),
  ];
  return SEVERITIES.flatMap((severity) => all.filter((remark) => remark.severity === severity));
}

function checkWatched({ timeZone, settings, watch }: Config): Remark[] {
  const { servers, files, expect, alerts, metrics } = watch;
  const isLocal =
    alerts.quiet !== null || expect.some(({ window, days }) => window !== undefined || days !== undefined);
  return [
    ...(servers.length === 0 && files.length === 0
      ? [warning(["servers"], "there is none, and no files either: nothing is watched")]
      : []),
    ...(timeZone === null && isLocal
      ? [info(["timeZone"], `is not set: local times are those of this machine, ${settings.timeZone}`)]
      : []),
    ...(metrics !== null && !/^(127\.|localhost$|::1$)/.test(metrics.host)
      ? [info(["metrics"], "can be read from other machines, by anyone who reaches the port")]
      : []),
  ];
}
