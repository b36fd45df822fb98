import type { JobFacts } from "../../correlate/assess/index.ts";
import type { BackupEvent } from "../../model/event.ts";
import { groupsOf, hitOf } from "../groups.ts";
import { listOf, withErrors } from "../phrases.ts";
import type { Rule } from "../rule.ts";
import { namesOtherWriter, vssContext, vssText } from "../writers.ts";
import { isWriterFailure } from "./writer-failed.ts";

/** What else the shadow copy service complained of. */
export const vssError: Rule = {
  meta: {
    code: "VSS_ERROR",
    severity: "warning",
    title: "Error of the Volume Shadow Copy Service",
    when: "VSS logged an error or warning (8193, 12289, 12293, ...) while a job ran. Only information outside of jobs. Left out: floppy and USB devices during jobs, other writers while no job runs, 8194, 8224, and what WRITER_FAILED and FLUSH_HOLD_TIMEOUT tell.",
    cause:
      "A part of VSS, a provider or another writer met an error. It may be what failed the job, a consequence of it, or harmless: the operation and context in the finding tell who and when.",
    remedy: [
      "If the job failed: start with the operation, the code and the component that the context names.",
      "For a provider's error see its vendor; with several hardware or software providers check which one was used.",
      "If the job was good and the same error comes each time, it is most likely harmless.",
    ],
    references: ["docs/events.md: VSS", "KB 3098315 (8193), KB 2462424 (12289 about a floppy drive)"],
  },
  check: (input) =>
    groupsOf(input, isError, kindOf).map((group) => {
      const [first] = group.events;
      const contexts = [...new Set(group.events.map(vssContext))].filter((context) => context !== "");
      const times = group.events.length === 1 ? "" : `, ${group.events.length} times`;
      const routine = first?.keys.routine ?? first?.keys.text;
      const place = routine === undefined ? "" : ` in ${routine}`;
      const harmless = group.events.every(isDevice) ? " Such devices have no shadow copies: harmless." : "";
      const context = contexts.length === 0 ? "" : ` ${listOf(contexts, 2)}.`;
      return hitOf(group, {
        ...(group.facts === null ? { severity: "info" as const } : {}),
        detail: `VSS ${first?.ref.eventId}${times}${place}${withErrors(group.events)}.${context}${harmless}`,
      });
    }),
};

function isError(event: BackupEvent, facts: JobFacts | null): boolean {
  if (event.signal !== "vss-error" && event.signal !== "vss-warning") return false;
  if (isWriterFailure(event, facts)) return false;
  return facts === null ? !namesOtherWriter(event) : !isDevice(event);
}

/** Devices that VSS asks and that have no answer: floppy drives and USB readers (KB 2462424). */
function isDevice(event: BackupEvent): boolean {
  return event.signal === "vss-error" && /fdc#|floppy|usbstor|removablemedia/i.test(vssText(event));
}

function kindOf({ ref, keys }: BackupEvent): string {
  return [ref.eventId, keys.routine ?? "", keys.hresult ?? ""].join("|");
}
