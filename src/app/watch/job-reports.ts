import { createHash } from "node:crypto";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../model/finding.ts";
import type { Job } from "../../model/job.ts";
import type { Report } from "../../model/report.ts";
import type { Store } from "../../model/store.ts";
import { writeWhole } from "../../platform/output.ts";

/** The HTML report of each finished job, in the state folder: written anew when more is known of the job. */
export interface JobReports {
  /** Where the report of a job is, or would be. */
  pathOf(job: Job): string;
  /** Writes the reports of those that have ended and are not as they were written last. */
  write(jobs: readonly Job[], findings: readonly Finding[]): Promise<void>;
  /** Removes reports older than a time, in milliseconds since 1970. @returns how many */
  prune(before: number): number;
}

export interface JobReportParts {
  readonly store: Store;
  readonly folder: string;
  /** A report of one job with its findings. */
  readonly reportOf: (job: Job, findings: readonly Finding[]) => Report;
  readonly render: (report: Report) => string;
}

export function createJobReports({ store, folder, reportOf, render }: JobReportParts): JobReports {
  const pathOf = (job: Job): string => join(folder, nameOf(job));
  return {
    pathOf,
    async write(jobs, findings) {
      const sums = new Map(Object.entries((store.notes.get(WRITTEN) ?? {}) as Record<string, string>));
      for (const job of jobs.filter(({ outcome }) => outcome !== "running")) {
        const own = findings.filter((found) => found.job === job.id);
        const sum = createHash("sha256")
          .update(JSON.stringify([job, own]))
          .digest("base64url")
          .slice(0, 22);
        const path = pathOf(job);
        if (sums.get(job.id) === sum && existsSync(path)) continue;
        await writeWhole(path, render(reportOf(job, own)));
        // The newest last: what is left out in the end is the oldest.
        sums.delete(job.id);
        sums.set(job.id, sum);
      }
      store.notes.put(WRITTEN, Object.fromEntries([...sums].slice(-MOST_KNOWN)));
    },
    prune(before) {
      if (!existsSync(folder)) return 0;
      const old = readdirSync(folder)
        .filter((name) => OURS.test(name))
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).mtimeMs < before);
      for (const path of old) rmSync(path, { force: true });
      return old.length;
    },
  };
}

/** The note that tells which state of each job its report shows. */
const WRITTEN = "reports";
/** A report of which this is no longer known is written once more when its job is looked at again. */
const MOST_KNOWN = 5_000;

/** Only files with such a name are removed. */
const OURS = /^\d{4}-\d\d-\d\d_.+_[0-9a-f]{8}\.html$/;
const MOST_NAME = 60;

/** `2024-03-10_DB01_3f2504e0.html`: sorted by day, told apart by the job's id. */
function nameOf(job: Job): string {
  const day = (job.start ?? job.events[0]?.time ?? "").slice(0, 10) || "0000-00-00";
  const databases = job.databases.map(({ name }) => name).join("+") || "no-database";
  const plain = databases.replaceAll(/[^\p{L}\p{N}+._-]+/gu, "-").slice(0, MOST_NAME);
  const id = createHash("sha256").update(job.id).digest("hex").slice(0, 8);
  return `${day}_${plain}_${id}.html`;
}
