import type { Job, Outcome } from "../model/job.ts";
import { sameName } from "../model/names.ts";
import type { Input, Report } from "../model/report.ts";
import type { Settings } from "../model/settings.ts";
import type { FilteredLog } from "../source/coverage.ts";
import { anythingRead, hasErrors } from "./inputs.ts";
import type { Judged, Selection } from "./select.ts";

const FAILED: readonly Outcome[] = ["failed", "aborted", "abandoned"];

/** What was read, before the selection. */
interface Whole {
  readonly filtered: readonly FilteredLog[];
  /** How many inputs hold records that name no computer. */
  readonly unnamedInputs: number;
  /** How many jobs the logs hold. */
  readonly jobs: number;
}

/** What of the settings and of the selection bears on the verdict. */
type Concern = Pick<Selection, "database"> & Pick<Settings, "severities">;

/**
 * The verdict on a whole report: that of the worst finding; `unknown` where nothing worse was found but
 * something could not be judged. The notes say what, and what else limits the verdict. Pure.
 */
export function summarise(
  { jobs, findings }: Judged,
  inputs: readonly Input[],
  whole: Whole,
  { database, severities }: Concern,
): Report["summary"] {
  const count = (...outcomes: Outcome[]): number =>
    jobs.filter((job) => outcomes.includes(job.outcome)).length;
  const unjudged = [
    ...reasonsNotToJudge(jobs, inputs, unprovenOf(jobs, { database, severities })),
    ...(jobs.length === 0 && whole.jobs > 0
      ? [`No job matches the selection (${whole.jobs} ${whole.jobs === 1 ? "job" : "jobs"} in the logs).`]
      : []),
  ];
  const untold = jobs.some((job) => failedUntold(job, findings, { database, severities }));
  const succeeded = count("succeeded");
  const failed = count(...FAILED);
  return {
    verdict: untold ? "failure" : worst(findings, unjudged.length > 0),
    jobs: jobs.length,
    succeeded,
    failed,
    other: jobs.length - succeeded - failed,
    notes: [...unjudged, ...limits(inputs, whole)],
  };
}

function worst(findings: Judged["findings"], unjudged: boolean): Report["summary"]["verdict"] {
  if (findings.some((finding) => finding.severity === "failure")) return "failure";
  if (findings.some((finding) => finding.severity === "warning")) return "warning";
  return unjudged ? "unknown" : "ok";
}

/**
 * Whether a job (or its database that was asked for) failed and no finding says so. A user who lowered a severity
 * that bears on the job wants it so.
 */
function failedUntold(job: Job, findings: Judged["findings"], { database, severities }: Concern): boolean {
  const databases = job.databases.filter((it) => database === null || sameName(it.name, database));
  const outcomes = database === null ? [job.outcome] : databases.map((it) => it.outcome);
  if (!outcomes.some((outcome) => FAILED.includes(outcome))) return false;
  const told = findings.some((finding) => finding.job === job.id && finding.severity !== "info");
  const lowered = severities.some(
    (set) =>
      set.severity !== "failure" &&
      (set.database === undefined || databases.some((it) => sameName(it.name, set.database ?? ""))),
  );
  return !told && !lowered;
}

function reasonsNotToJudge(
  jobs: readonly Job[],
  inputs: readonly Input[],
  unproven: readonly string[],
): readonly string[] {
  if (!anythingRead(inputs)) return ["No input could be read, so nothing can be said of any backup."];
  const incomplete = jobs.filter((job) => job.outcome === "incomplete").length;
  const running = jobs.filter((job) => job.outcome === "running").length;
  return [
    ...(incomplete === 0
      ? []
      : [
          `${jobsAre(incomplete)} not wholly in the logs: the start, the end or the writer's word is missing.`,
        ]),
    ...(running === 0 ? [] : [`${jobsAre(running)} not over where the logs end.`]),
    ...(unproven.length === 0
      ? []
      : [
          `Truncation is not proven for ${firstFew(unproven)}: the logs end before it, or the server that would tell was not read.`,
        ]),
  ];
}

/** Databases whose truncation is neither proven nor refuted. Who turns the finding off does not want to be told. */
function unprovenOf(jobs: readonly Job[], { database, severities }: Concern): readonly string[] {
  const isOff = (name: string): boolean =>
    severities.find(
      (set) =>
        set.code === "TRUNCATION_UNPROVEN" && (set.database === undefined || sameName(set.database, name)),
    )?.severity === "off";
  const names = jobs
    .flatMap((job) => job.databases)
    .filter((it) => it.truncation.state === "unproven" && (database === null || sameName(it.name, database)))
    .map((it) => it.name)
    .filter((name) => !isOff(name));
  return [...new Set(names)].sort();
}

function firstFew(names: readonly string[]): string {
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return `${names.slice(0, 3).join(", ")}${more}`;
}

function limits(inputs: readonly Input[], { jobs, filtered, unnamedInputs }: Whole): readonly string[] {
  const damaged = inputs.filter(hasErrors);
  const notRead = damaged.filter((input) => input.records === 0);
  const [first] = notRead;
  const others = notRead.length > 1 ? ` and ${notRead.length - 1} more` : "";
  const part = damaged.length - notRead.length;
  return [
    ...(jobs === 0 && anythingRead(inputs)
      ? ["The logs that were read hold no backup job of Exchange."]
      : []),
    ...(first === undefined ? [] : [`Not read: ${first.path}${others}.`]),
    ...(part === 0
      ? []
      : [`${part === 1 ? "One input is" : `${part} inputs are`} damaged; the rest was read.`]),
    ...(unnamedInputs < 2
      ? []
      : [
          `${unnamedInputs} inputs hold events without a computer name, which are taken for those of one server. If they are of several, read such files one by one.`,
        ]),
    ...filtered.map(
      ({ server, channel, present, range }) =>
        `The ${channel || "unnamed"} log of ${server || "an unnamed server"} holds ${present} of ${range} records: exported by a filter. Lost events cannot be told from left-out ones.`,
    ),
  ];
}

function jobsAre(count: number): string {
  return count === 1 ? "One job is" : `${count} jobs are`;
}
