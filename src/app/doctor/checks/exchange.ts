import { ConfigError } from "../../../config/config-error.ts";
import { readTopology } from "../../../config/topology-file.ts";
import { askTopology } from "../../../exchange/index.ts";
import type { CheckResult } from "../../../model/doctor.ts";
import type { Topology } from "../../../model/topology.ts";
import { type Check, failure, ok, warning } from "../check.ts";

/** Where lags, copies and circular logging are known from. */
export const exchange: Check = {
  name: "exchange",
  title: "Exchange and its topology",
  seconds: 300,
  windowsOnly: true,
  async run({ shell, config }, signal) {
    const { file } = config.value.watch.topology;
    if (file !== null) return [await ofFile(file)];
    const answer = await askTopology(shell, { server: null, signal });
    if (answer.kind === "none") {
      return [
        warning(
          answer.message,
          "without a topology lagged copies and circular logging are not known; a file can tell (docs/configuration.md)",
        ),
      ];
    }
    return [
      ok(inShort(answer.topology)),
      ...answer.diagnostics.map(({ where, message }) =>
        warning(`${where}: ${message}`, "ask again when it can answer"),
      ),
    ];
  },
};

async function ofFile(file: string): Promise<CheckResult> {
  try {
    return ok(`${file}: ${inShort(await readTopology(file))}`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return failure(error.message, "correct the file, or leave it out where there is an Exchange shell");
  }
}

function inShort({ servers, databases }: Topology): string {
  const copies = databases.reduce((sum, database) => sum + database.copies.length, 0);
  const lagged = databases
    .flatMap((database) => database.copies)
    .filter((copy) => (copy.replayLagSeconds ?? 0) > 0);
  return `${servers.length} servers, ${databases.length} databases, ${copies} copies, ${lagged.length} of them lagged`;
}
