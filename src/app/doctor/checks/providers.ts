import { flagOf } from "../../../exchange/rows.ts";
import type { CheckResult } from "../../../model/doctor.ts";
import { askShell } from "../ask-shell.ts";
import { type Check, ok, unknown, warning } from "../check.ts";
import { PROVIDERS_SCRIPT } from "../scripts.ts";

/** Those that every Exchange server from 2007 on has, and without which nothing is told of a backup. */
const PROVIDERS = ["MSExchangeRepl", "ESE", "VSS", "volsnap"];

export const providers: Check = {
  name: "providers",
  title: "Providers of events",
  seconds: 300,
  windowsOnly: true,
  async run({ shell, config }, signal) {
    const results: CheckResult[] = [];
    for (const { name: server, channels } of config.value.watch.servers) {
      // What a collector holds is written elsewhere.
      if (channels.every((channel) => channel.toLowerCase() === "forwardedevents")) continue;
      const asked = await askShell(shell, PROVIDERS_SCRIPT, [server, ...PROVIDERS], signal);
      results.push("silent" in asked ? asked.silent : resultOf(server, asked.rows("provider")));
    }
    return results.length > 0 ? results : [ok("no server is configured")];
  },
};

function resultOf(server: string, rows: readonly ReadonlyMap<string, string>[]): CheckResult {
  const told = PROVIDERS.map((name) => rows.find((row) => row.get("name") === name));
  if (told.some((row) => row === undefined)) return unknown(`${server}: PowerShell did not tell`);
  const missing = PROVIDERS.filter((_, at) => flagOf(told[at]?.get("there")) !== true);
  if (missing.length === 0) return ok(`${server} has ${PROVIDERS.join(", ")}`);
  return warning(
    `${server} has no provider ${missing.join(", ")}`,
    "is it an Exchange server with the mailbox role? Where Exchange is damaged, its setup registers them anew",
  );
}
