import type { VssWriter } from "../../../../parsers/vssadmin/index.ts";
import type { CheckResult } from "../../../model/doctor.ts";
import { EXCHANGE_WRITER } from "../../../model/names.ts";
import { type Check, failure, notHere, ok, warning } from "../check.ts";
import { askVssadmin } from "../vssadmin.ts";

const RESTART =
  "restart the service that has the writer: MSExchangeRepl from 2013 on; before, MSExchangeIS for active and MSExchangeRepl for passive copies";

export const exchangeWriter: Check = {
  name: "exchange-writer",
  title: "Exchange writer of VSS",
  seconds: 150,
  windowsOnly: true,
  async run(ports, signal) {
    const answer = await askVssadmin("writers", ports, signal);
    if (answer.kind === "silent") return [answer.result];
    const writers = answer.kind === "listed" ? answer.items.filter(({ id }) => id === EXCHANGE_WRITER) : [];
    if (writers.length > 0) return writers.map(resultOf);
    if (ports.env.ExchangeInstallPath === undefined) {
      return [notHere("Exchange is not installed on this machine")];
    }
    return [failure("Exchange is installed here, and its writer is missing", `${RESTART}; is it running?`)];
  },
};

function resultOf({ name, state, condition, stateText, lastError, hasError }: VssWriter): CheckResult {
  const says = `${name}: [${state}] ${stateText}, last error: ${lastError}`;
  if (condition === "failed") return failure(says, RESTART);
  if (condition !== "stable") {
    return warning(says, `is a backup running? If none is, it is left of one that did not end: ${RESTART}`);
  }
  if (hasError === true) {
    return warning(`${says}; the last backup left it`, `thawline jobs tells which. ${RESTART}`);
  }
  return ok(says);
}
