import { closedLogName } from "../../parsers/ese/index.ts";
import type { Lab } from "../../src/lab/world.ts";
import type { Concluded } from "../history/compare.ts";
import { judgeFiles } from "../parsers/ese/run.ts";

/** What really happened, as the simulated world knows it, and what was concluded from its logs, side by side. */
export function truths(
  lab: Lab,
  { jobs }: Concluded,
): { readonly really: unknown; readonly concluded: unknown } {
  return {
    really: lab.asked.map((backup) => ({
      guid: backup.guid,
      server: backup.server.server.name,
      databases: backup.copies.map(({ database }) => database.name).sort(),
    })),
    concluded: jobs.map(({ guid, servers, databases }) => ({
      guid,
      server: servers[0],
      databases: databases.map(({ name }) => name).sort(),
    })),
  };
}

/** How far the length of each freeze that was concluded is from the true one, in seconds. */
export function freezeErrors(lab: Lab, { jobs }: Concluded): readonly number[] {
  return lab.asked.flatMap(({ guid, frozen, thawed }) => {
    if (frozen === null || thawed === null) return [];
    const told = jobs.find((job) => job.guid === guid)?.freeze?.seconds ?? Number.NaN;
    return [Math.abs(told - (thawed - frozen))];
  });
}

/** Deletions that were concluded, by database and name of the first and last log; and those that took place. */
export function deletions(lab: Lab, { jobs }: Concluded) {
  const file = (path: string | null): string => path?.split("\\").at(-1) ?? "";
  return {
    really: new Set(
      lab.databases.flatMap(({ name, deletions: own }) =>
        own.map(({ first, last }) => `${name} ${closedLogName("E00", first)} ${closedLogName("E00", last)}`),
      ),
    ),
    concluded: new Set(
      jobs.flatMap(({ databases }) =>
        databases
          .filter(({ truncation }) => truncation.state === "deleted")
          .map(({ name, truncation }) => `${name} ${file(truncation.firstLog)} ${file(truncation.lastLog)}`),
      ),
    ),
  };
}

/** The verdict on each backup that was made, beside whether its files are what the snapshot held. */
export function filesOf(
  lab: Lab,
): readonly { readonly spoiled: boolean; readonly verdict: string | undefined }[] {
  return lab.backups.map(({ spoiled, files }) => {
    const list = [...files].map(([name, bytes]) => ({ name, bytes }));
    return { spoiled, verdict: judgeFiles("E00", list).databases[0]?.verdict };
  });
}
