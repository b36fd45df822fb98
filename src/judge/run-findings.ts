import { joinPath } from "../backup/plan/paths.ts";
import type { RunRecord } from "../model/backup/run.ts";
import type { Finding } from "../model/finding.ts";
import type { Job } from "../model/job.ts";
import { sameName } from "../model/names.ts";
import type { RuleMeta } from "./rule.ts";
import { backupFailed } from "./rules/backup-failed.ts";
import { shadowOrphaned } from "./rules/shadow-orphaned.ts";
import { truncatedWithoutCopy } from "./rules/truncated-without-copy.ts";

/** Reasons and commands that a finding names; the record of the run has them all. */
const MOST = 8;
const FAILED: readonly Job["outcome"][] = ["failed", "aborted", "abandoned"];

/**
 * What a run adds to the findings of its job: what was found in its files, that it failed or is in doubt where the events
 * do not say so, and what it could not take away again. No evidence, for these are no events; the transcript is named.
 *
 * @param told what the events say of the job
 */
export function findingsOfRun(run: RunRecord, job: Job, told: readonly Finding[]): readonly Finding[] {
  const checked = run.findings.map((found): Finding => {
    const database = databaseOf(run, found.database);
    return { ...found, id: "", job: job.id, server: serverOf(run, job, database), database };
  });
  if (run.outcome === "running") return checked;
  return [...checked, ...outcomeFindings(run, job, told, checked), ...leftFindings(run, job)];
}

function outcomeFindings(
  run: RunRecord,
  job: Job,
  told: readonly Finding[],
  checked: readonly Finding[],
): readonly Finding[] {
  if (run.outcome !== "failed" && run.outcome !== "doubtful") return [];
  const byEvents = job.events.length > 0;
  const good = byEvents && job.outcome === "succeeded";
  const lost = byEvents && FAILED.includes(job.outcome);
  const explained = told.some(({ code }) => code === "BACKUP_FAILED") || (!good && checked.some(isFailure));
  if (run.outcome === "failed") {
    const why = good ? " The events of the server call the backup good all the same." : "";
    return [
      ...(explained ? [] : [finding(backupFailed.meta, run, job, { ...RUN_FAILED, why })]),
      ...(good ? mayTruncate(run, job) : []),
    ];
  }
  if (lost && (told.some(isFailure) || explained)) return [];
  const doubt = told.some(({ code }) => code === "BACKUP_FAILED")
    ? []
    : [finding(backupFailed.meta, run, job, inDoubt(run))];
  return [...doubt, ...(lost ? [] : mayTruncate(run, job))];
}

/** As grave as a failure: who relies on a backup must not find out later that its run had not ended as it should. */
function inDoubt({ type, folder }: RunRecord): Said {
  const full = type === "full";
  return {
    title: "Run of the backup in doubt",
    cause: full
      ? "Exchange was told that the backup is good, or may have been, and so may delete its logs; but the run did not end as it should, and not all of it is proven."
      : "The files were copied and checked, but the run did not end as it should. Exchange was told nothing, as by every copy backup, and deletes no log.",
    remedy: [
      `See whether the files are good: thawline verify ${folder}`,
      full
        ? "If verify finds fault, or the folder is gone, take another full backup at once: logs that were deleted are in no later backup."
        : "If verify finds fault, make another backup; else the files can be used, as thawline restore plan tells.",
      "Read why in the job's steps and the transcripts of the run's folder, take the reason away, and let the next backup end without it.",
    ],
  };
}

/** The run knows its step; what the writer and other products may have met is not the first to look at. */
const RUN_FAILED = {
  title: "Run of the backup failed",
  cause:
    "A step of the run did not end as it must, so the backup was not proven. Exchange is told that a backup is good only with all proofs; without, nothing is truncated.",
  remedy: [
    "Read the step that failed, and what its program printed: both stand in the job's steps and in the run's folder.",
    "Take its reason away. What a server lacks for a backup, thawline doctor and thawline backup --dry-run tell.",
    "Run the backup again.",
  ],
} as const;
const UNPROVEN_TITLE = "Logs may be deleted without a proven copy";

/** The writer was told that the backup is good, or may have been, and the run has no proof of it. */
function mayTruncate(run: RunRecord, job: Job): readonly Finding[] {
  if (run.type !== "full") return [];
  return [
    finding(truncatedWithoutCopy.meta, run, job, {
      title: UNPROVEN_TITLE,
      why: " Exchange was told that the backup is good, or may have been, and then deletes its logs.",
      cause:
        "The backup was completed towards Exchange, and the run that made it is not proven: something in its course was not as it should be.",
      remedy: [
        "Check what was copied: thawline verify with the folder of the run.",
        "Where it is not good, take another full backup at once: until then the logs that were deleted cannot be replayed.",
      ],
    }),
  ];
}

function leftFindings(run: RunRecord, job: Job): readonly Finding[] {
  const there = run.shadows.filter(({ removed }) => !removed);
  if (there.length === 0) return [];
  const detail = `The run left ${there.length === 1 ? "a shadow copy" : `${there.length} shadow copies`} behind: ${firstOf(
    there.map(({ id }) => id),
    ", ",
  )}.`;
  const { meta } = shadowOrphaned;
  const remedy = run.left.length > 0 ? run.left.slice(0, MOST) : meta.remedy;
  return [{ ...base(meta, run, job), title: "Shadow copy not removed", detail, cause: LEFT_CAUSE, remedy }];
}

const LEFT_CAUSE =
  "The run could not remove what it made. A shadow copy that stays takes storage, slows down writes, and may crowd out those of the next job.";

interface Said {
  readonly title: string;
  readonly why?: string;
  readonly cause?: string;
  readonly remedy?: readonly string[];
}

function finding(meta: RuleMeta, run: RunRecord, job: Job, said: Said): Finding {
  const { title, why = "", cause = meta.cause, remedy = meta.remedy } = said;
  const reasons = run.reasons.length === 0 ? "It gave no reason." : firstOf(run.reasons, " ");
  const failed = run.steps.find(({ outcome, transcript }) => outcome === "failed" && transcript !== null);
  const see =
    failed?.transcript == null
      ? ""
      : ` What the program printed: ${joinPath(run.folder, failed.transcript)}.`;
  const detail = `${reasons}${why}${see}`;
  return { ...base(meta, run, job), title, cause, remedy, detail, ...momentOf(run) };
}

/** Behind what went wrong before it in the same job: that is why. */
function momentOf({ steps, endedAt }: RunRecord): Pick<Finding, "at"> {
  const at = steps.find(({ outcome }) => outcome === "failed")?.end ?? endedAt;
  return at === null ? {} : { at };
}

function base(meta: RuleMeta, run: RunRecord, job: Job): Omit<Finding, "detail"> {
  const { code, severity, title, cause, remedy, references } = meta;
  const [only, another] = run.databases;
  const database = another === undefined ? (only?.name ?? null) : null;
  const server = serverOf(run, job, database);
  return {
    id: "",
    code,
    severity,
    title,
    cause,
    remedy,
    references,
    job: job.id,
    server,
    database,
    evidence: [],
  };
}

/** A check names a database by its file; the run knows whose it is. */
function databaseOf({ databases }: RunRecord, stem: string | null): string | null {
  if (stem === null) return null;
  // From the run's folder, in the kind of path of the machine that made it.
  const stemOf = (file: string): string => (file.split(/[\\/]/).at(-1) ?? "").replace(/\.edb$/i, "");
  return databases.find(({ file }) => sameName(stemOf(file), stem))?.name ?? stem;
}

/** As the events spell it, so that it is one server in the report. */
function serverOf(run: RunRecord, job: Job, database: string | null): string {
  const copy = job.databases.find(({ name }) => database !== null && sameName(name, database));
  return copy?.server ?? job.servers[0] ?? run.server;
}

function isFailure({ severity }: Finding): boolean {
  return severity === "failure";
}

function firstOf(texts: readonly string[], between: string): string {
  const more = texts.length - MOST;
  return `${texts.slice(0, MOST).join(between)}${more > 0 ? `${between}and ${more} more` : ""}`;
}
