import { decodeCode } from "../../catalogue/codes.ts";
import type { JobFacts } from "../../correlate/assess/index.ts";
import type { BackupEvent } from "../../model/event.ts";
import { isFailure } from "../failures.ts";
import { groupsOf, hitOf } from "../groups.ts";
import { eventsOf, idsOf, withErrors } from "../phrases.ts";
import type { Rule } from "../rule.ts";
import { namesExchangeWriter } from "../writers.ts";

/** VSS or the writer itself says that the Exchange writer does not work. */
export const writerFailed: Rule = {
  meta: {
    code: "WRITER_FAILED",
    severity: "failure",
    title: "Exchange writer failed",
    when: "The Exchange writer did not answer VSS (12301), VSS named it with an error of a writer while the job tells no reason of its own, or it could not start or stop properly during a job (2017, 2020).",
    cause:
      "The writer hangs, waits for a job that will not end, or failed in the last one. VSS leaves out such a writer or fails the snapshot set, so no consistent backup of Exchange can be taken until it is stable again.",
    remedy: [
      "See its state with `vssadmin list writers`: anything but Stable and No error needs care.",
      "Restart the service that hosts it: the replication service since 2013, the Information Store before. If that does not help, restart the server.",
      "Do not repeat the backup before the writer is stable.",
    ],
    references: [
      "microsoft/CSS-Exchange issue 2093 (community): restart MSExchangeRepl",
      "docs/events.md: VSS 12301, 12290; MSExchangeRepl 2017",
    ],
  },
  check: (input) =>
    groupsOf(input, isWriterFailure, "job").map((group) => {
      const silent = group.events.some((e) => e.signal === "vss-error");
      const starting = group.events.some((e) => e.signal === "writer-init-failed");
      const what = silent
        ? "The Exchange writer did not answer VSS"
        : starting
          ? "The Exchange writer could not be initialised or ended properly"
          : "VSS reports an error of the Exchange writer";
      return hitOf(group, {
        detail: `${what}${withErrors(group.events)} (${idsOf(group.events)}).`,
      });
    }),
};

/** Shared with VSS_ERROR, which tells of everything else that VSS says. */
export function isWriterFailure(event: BackupEvent, facts: JobFacts | null): boolean {
  switch (event.signal) {
    case "vss-error":
      return event.outcome === "failure" && isUnanswered(event) && namesExchangeWriter(event);
    case "vss-warning":
      return hasWriterCode(event) && namesExchangeWriter(event) && !isExplained(facts);
    case "writer-init-failed":
      // Outside of a job the writer is then missing, which WRITER_MISSING tells.
      return facts !== null || event.keys.hresult === undefined;
    default:
      return false;
  }
}

/** 12301: of all errors of VSS only this one has nothing but the writer's name. */
function isUnanswered({ keys }: BackupEvent): boolean {
  return keys.routine === undefined && keys.hresult === undefined;
}

/** 0x800423F0 to 0x800423F4: what a writer may set as its failure. */
function hasWriterCode({ keys }: BackupEvent): boolean {
  return decodeCode(keys.hresult ?? "")?.name.startsWith("VSS_E_WRITERERROR_") === true;
}

/** The job's own failures tell more than VSS's word for the same. */
function isExplained(facts: JobFacts | null): boolean {
  if (facts === null) return false;
  return facts.job.events.some((t) => isFailure(t.event)) || eventsOf(facts, "session-timed-out").length > 0;
}
