import type { Fields } from "../../../exchange/rows.ts";
import { formatBytes } from "../../../model/byte-size.ts";
import type { CheckResult } from "../../../model/doctor.ts";
import { sameName } from "../../../model/names.ts";
import type { WatchedServer } from "../../../model/watch-settings.ts";
import { askShell } from "../ask-shell.ts";
import { type Check, type DoctorPorts, failure, ok, unknown, warning } from "../check.ts";
import { LOGS_SCRIPT } from "../scripts.ts";

const DAY_MS = 24 * 3_600_000;
/** A watcher that stood still over a weekend then still finds everything. */
const LEAST_DAYS = 3;
/** Above this share of its size a log that overwrites is as far back as it ever goes. */
const FULL = 0.8;

/** Whether the logs can be read, and whether they go back far enough. */
export const eventLogs: Check = {
  name: "event-logs",
  title: "Event logs",
  seconds: 300,
  windowsOnly: true,
  async run(ports, signal) {
    const results: CheckResult[] = [];
    for (const server of ports.config.value.watch.servers)
      results.push(...(await look(server, ports, signal)));
    return results.length > 0 ? results : [ok("no server is configured")];
  },
};

async function look(
  { name: server, channels }: WatchedServer,
  { shell, now }: DoctorPorts,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  const asked = await askShell(shell, LOGS_SCRIPT, [server, ...channels], signal);
  if ("silent" in asked) return [{ ...asked.silent, says: `${server}: ${asked.silent.says}` }];
  const named = (kind: string, channel: string): Fields | undefined =>
    asked.rows(kind).find((row) => sameName(row.get("name") ?? "", channel));
  return channels.map((channel) => {
    const [log, refused] = [named("log", channel), named("refused", channel)];
    if (log !== undefined) return logResult(`${channel} of ${server}`, log, now());
    if (refused === undefined) return unknown(`${channel} of ${server}: PowerShell did not tell`);
    return failure(
      `${channel} of ${server} cannot be read: ${refused.get("message") ?? refused.get("type") ?? "no reason"}`,
      'is there such a log, is the account in the group "Event Log Readers" of that server, and is its firewall rule "Remote Event Log Management" enabled?',
    );
  });
}

function logResult(place: string, log: Fields, now: number): CheckResult {
  const [most, size] = [Number(log.get("most")), Number(log.get("size"))];
  const oldest = Date.parse(log.get("oldest") ?? "");
  const days = (now - oldest) / DAY_MS;
  const held = Number.isNaN(days) ? "is empty" : `goes back ${days.toFixed(1)} days`;
  const says = `${place} ${held}, ${formatBytes(size || 0)} of ${formatBytes(most || 0)}`;
  if (log.get("enabled")?.toLowerCase() === "false") {
    return failure(`${place} is turned off: nothing is written to it`, "turn it on in Event Viewer");
  }
  // .NET: Circular overwrites, AutoBackup puts aside, Retain stops writing.
  if (log.get("mode") === "Retain") {
    return warning(`${says}; nothing more is written when it is full`, "let it overwrite the oldest events");
  }
  if (size >= most * FULL && days < LEAST_DAYS) {
    return warning(
      `${says}: less than ${LEAST_DAYS} days, and what is overwritten before it is read is lost`,
      `make it larger: wevtutil sl ${place.split(" ")[0]} /ms:${suggested(most, days)}`,
    );
  }
  return ok(says);
}

/** Bytes for a week at this pace, in whole 64 MiB, at the most 4 GiB as Event Viewer takes. */
function suggested(most: number, days: number): number {
  const step = 64 * 1024 * 1024;
  const week = Math.ceil((most * 7) / Math.max(days, 0.1) / step) * step;
  return Math.min(week, 4 * 1024 ** 3 - step);
}
