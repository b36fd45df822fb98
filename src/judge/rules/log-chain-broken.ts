import type { JobFacts } from "../../correlate/assess/index.ts";
import type { BackupEvent } from "../../model/event.ts";
import type { Signal } from "../../model/signal.ts";
import { isFailure, reasonOf } from "../failures.ts";
import { groupsOf, hitOf, nameOf } from "../groups.ts";
import { listOf, withErrors } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** A log file that is needed is missing or damaged. */
export const logChainBroken: Rule = {
  meta: {
    code: "LOG_CHAIN_BROKEN",
    severity: "failure",
    title: "Chain of log files broken",
    when: "ESE misses a log file for the backup (459) or found one damaged (440, 477), or a failure of the writer, the engine or the truncation has -501, -528, -543 or -569. Also where the check of the copied files found that logs are missing or wrong; a warning where no database needs them.",
    cause:
      "A restore needs every log from the checkpoint or the last backup on, without a hole. A file was removed by hand or by another program, or the storage damaged it; incremental backups cannot go on, and a restore ends at the hole.",
    remedy: [
      "Take a full backup now: it starts a new chain. An incremental will not do.",
      "Find out what touched the log folder: virus scanners, clean-up scripts, storage errors.",
      "Check the other copies; reseed the one that misses the file.",
    ],
    references: [
      "microsoft/Extensible-Storage-Engine jetmsg.mc: 440, 459, 477",
      "docs/events.md: errors of the database engine",
    ],
  },
  check: (input) =>
    groupsOf(input, isBroken, "database").map((group) => {
      const { events } = group;
      const name = nameOf(group);
      const files = listOf(
        events.flatMap((e) => e.keys.file ?? []),
        3,
      );
      const damaged = events.some((e) => e.signal === "log-damaged");
      const what = damaged ? "A log file" : "A log file that is needed";
      return hitOf(group, {
        detail: `${what} of ${name} is ${damaged ? "damaged" : "missing or cannot be used"}${files === "" ? "" : `: ${files}`}${withErrors(events)}.`,
      });
    }),
};

const TRUNCATION: readonly Signal[] = ["truncation-blocked", "truncation-refused"];

function isBroken(event: BackupEvent, facts: JobFacts | null): boolean {
  if (facts === null && !event.exchange) return false;
  if (event.signal === "log-missing" || event.signal === "log-damaged") return true;
  return (isFailure(event) || TRUNCATION.includes(event.signal)) && reasonOf(event) === "chain";
}
