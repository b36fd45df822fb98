import { jobIdOf, setOf } from "../../judge/job-of-run.ts";
import { withRuns } from "../../judge/with-runs.ts";
import type { RunRecord } from "../../model/backup/run.ts";
import type { Finding } from "../../model/finding.ts";
import type { Job } from "../../model/job.ts";
import type { Settings } from "../../model/settings.ts";
import type { Store } from "../../model/store.ts";
import { lastHeardOf } from "../runs/prune-runs.ts";
import type { Renewed } from "./verdicts.ts";

/** Puts the runs of `backup` into what was judged of the events. The store keeps the events' side alone. */
export interface RunJoin {
  /** @param since milliseconds since 1970: jobs that ended before stand as they were judged, unless their run went on */
  join(renewed: Renewed, since: number): Renewed;
}

export interface RunJoinParts {
  readonly store: Store;
  readonly settings: Settings;
  readonly runs: () => readonly RunRecord[];
}

export function createRunJoin({ store, settings, runs }: RunJoinParts): RunJoin {
  /** What was last said of each run, by its id. */
  let said = new Map<string, string>();

  /** Jobs that are not judged any more, with their findings, whose run is newer than that. */
  function standing(renewed: Renewed, recent: readonly RunRecord[]) {
    const judged = new Set(renewed.jobs.map(({ id }) => id));
    const sets = recent.flatMap((run) => setOf(run) ?? []);
    return sets
      .filter((set) => !judged.has(set))
      .flatMap((set) => {
        const stored = store.verdicts.job(set);
        return stored === null || stored === "ambiguous" || judged.has(stored.job.id) ? [] : [stored];
      });
  }

  return {
    join(renewed, since) {
      const judged = new Set(renewed.jobs.flatMap(({ guid }) => guid ?? []));
      const recent = runs().filter((run) => lastHeardOf(run) >= since || judged.has(setOf(run) ?? ""));
      if (recent.length === 0) {
        said.clear();
        return renewed;
      }
      const older = standing(renewed, recent);
      const findings: readonly Finding[] = [...renewed.findings, ...older.flatMap((one) => one.findings)];
      const jobs = [...older.map(({ job }) => job), ...renewed.jobs];
      const joined = withRuns({ jobs, findings }, recent, settings);
      const before = said;
      said = new Map(recent.map((run) => [run.id, JSON.stringify(run)]));
      const news = new Set(
        recent.filter(({ id }) => before.get(id) !== said.get(id)).flatMap((run) => jobIdOf(run) ?? []),
      );
      const changed = new Set(renewed.changed.map(({ id }) => id));
      const isChanged = ({ id, guid }: Job): boolean =>
        changed.has(id) || news.has(id) || news.has(guid ?? "");
      return { ...renewed, ...joined, changed: joined.jobs.filter(isChanged) };
    },
  };
}
