import { withRuns } from "../../src/judge/with-runs.ts";
import type { RunRecord, RunStep } from "../../src/model/backup/run.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Job } from "../../src/model/job.ts";
import { DEFAULT_SETTINGS } from "../../src/model/settings.ts";
import { record } from "../backup/verified.ts";
import { at, database, event, finding, job } from "../report/fixtures/build.ts";

export const SET = "99999999-9999-4999-8999-999999999999";
export const RUN = "D:\\Backup\\EX1_DB01_20260301T213000Z_0123456789abcdef";
const seen = event("21:35:00", "EX1.example.com", 7, "MSExchangeRepl", 2021, "asked");

/** The job of the run as the events of its server tell it. */
export function jobWith(over: Partial<Job> = {}): Job {
  const name = { name: "DB01", server: "EX1.example.com" };
  const databases = [database(name.name, name.server, { outcome: over.outcome ?? "succeeded" })];
  return job(SET, { guid: SET, servers: ["EX1.example.com"], events: [seen], databases, ...over });
}

export const copying: RunStep = {
  name: "Copy and check",
  start: at("21:40:00"),
  end: at("21:55:00"),
  outcome: "failed",
  detail: "robocopy ended with 8.",
  transcript: "transcripts/robocopy-database.txt",
};
export const damaged = finding("V1", "CHECKSUM_FAILED", {
  severity: "failure",
  title: "Page checksum wrong",
  detail: "DB01.edb: 3 pages damaged.",
  database: "Sales2024",
});
export const failedRun = record({ outcome: "failed", reasons: ["robocopy ended with 8."], steps: [copying] });

export const join = (
  jobs: readonly Job[],
  runs: readonly RunRecord[],
  findings: readonly Finding[] = [],
  settings = DEFAULT_SETTINGS,
) => withRuns({ jobs, findings }, runs, settings);
export const brief = ({ id, code, severity, job: of, server, database: name }: Finding) => [
  id,
  code,
  severity,
  of,
  server,
  name,
];
