import type { EventRecord } from "../../parsers/record.ts";
import type { RealTime } from "../../src/lab/clock.ts";
import type { Prediction } from "../../src/lab/scenarios/scenario.ts";
import { type Site, topologyOf } from "../../src/lab/site.ts";
import { analyzeRecords } from "../history/analysing.ts";
import type { Concluded } from "../history/compare.ts";

/** A run as fast as can be asks nothing of real time. */
export const NO_REAL_TIME: RealTime = { now: () => 0, sleep: () => Promise.reject(new Error("waited")) };

/** What the program concludes from the logs of a run, a file for each log as on a disk. */
export function conclude(records: readonly EventRecord[], site: Site | null): Promise<Concluded> {
  const files = new Map<string, EventRecord[]>();
  for (const record of records) {
    const name = `${record.server} ${record.channel}`;
    files.set(name, [...(files.get(name) ?? []), record]);
  }
  return analyzeRecords([...files.values()], site === null ? null : topologyOf(site));
}

const EXIT = { ok: 0, warning: 1, failure: 2, unknown: 3 } as const;

/** A prediction in the form in which it is compared. */
export function wanted({ jobs, findings, exit }: Prediction): unknown {
  return { jobs, findings: [...new Set(findings)].sort(), exit };
}

export function got({ jobs, findings, verdict }: Concluded): unknown {
  const told = findings.filter(({ severity }) => severity !== "info").map(({ code }) => code);
  return {
    jobs: jobs.map(({ outcome }) => outcome),
    findings: [...new Set(told)].sort(),
    exit: EXIT[verdict],
  };
}
