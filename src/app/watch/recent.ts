import type { TrackedJob } from "../../correlate/machine/state.ts";
import type { BackupEvent } from "../../model/event.ts";
import type { LedgerView } from "./ledger.ts";

/** What a judgement looks at when time goes on for months. */
export interface Recent {
  readonly jobs: readonly TrackedJob[];
  readonly strays: readonly BackupEvent[];
}

/**
 * The open jobs, those that were active since a time, and those that are named (the last good backup of each database):
 * what is older stands as it was judged. Jobs of one GUID stay together, since they share an id.
 *
 * @param since milliseconds since 1970
 */
export function recentOf(view: LedgerView, since: number, named: ReadonlySet<string>): Recent {
  const open = new Set(view.open);
  const isRecent = (job: TrackedJob): boolean => {
    const last = job.last ?? job.opened;
    return open.has(job) || last === null || last >= since || named.has(job.key);
  };
  const all = [...view.concluded.map(({ job }) => job), ...view.open];
  const guids = new Set(all.filter(isRecent).flatMap(({ guid }) => guid ?? []));
  return {
    jobs: all.filter((job) => isRecent(job) || (job.guid !== null && guids.has(job.guid))),
    strays: view.strays.filter(({ time }) => time === null || time >= since),
  };
}
