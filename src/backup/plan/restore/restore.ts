import { closedLogName } from "../../../../parsers/ese/index.ts";
import type { BackupPlan } from "../../../model/backup/plan.ts";
import type { OtherRun, Readiness, RestoreDatabase, RestorePlan } from "../../../model/backup/restore.ts";
import type { RunOutcome, RunRecord } from "../../../model/backup/run.ts";
import type { VerifiedSetDatabase, VerifyReport } from "../../../model/verify.ts";
import { below, joinPath, samePath, splitPath } from "../paths.ts";
import { type CopiedDatabase, copiedDatabases } from "../transfers.ts";
import { movedTo } from "./moved.ts";
import { originalWay } from "./original.ts";
import { recoveryDatabaseWay } from "./recovery-database.ts";
import { recoveryGroupWay } from "./recovery-group.ts";

export interface RestoreOptions {
  /** Where files are put that are restored beside the original; by default a folder beside that of the run. */
  readonly workFolder?: string;
  /** Where the run's folder is now; by default where it was made. */
  readonly folder?: string;
  /** Whether no file lies where the run put its files; absent: only `verify` tells. */
  readonly empty?: boolean;
  /** Good runs of the same server and unit, in any order. */
  readonly others?: readonly OtherRun[];
}

/**
 * Whether a run can be restored, and how. Works from what was recorded and checked; looks at nothing, changes nothing.
 *
 * @param verified what `verify` says of the run's files as they are now; null: nobody asked it
 */
export function restorePlan(
  record: RunRecord,
  made: BackupPlan,
  verified: VerifyReport | null,
  options: RestoreOptions = {},
): RestorePlan {
  const plan = options.folder === undefined ? made : movedTo(made, options.folder);
  const databases = copiedDatabases(plan).map((database) => restoreDatabase(database, plan, verified));
  const nothing = options.empty === true;
  const readiness = nothing
    ? "nothing"
    : worst(databases.map((one) => readinessOf(one.database, verified, one.judged)));
  const hopeless = readiness === "not-possible" || nothing;
  const scene = {
    plan,
    databases: databases.map(({ database }) => database),
    workFolder: options.workFolder ?? joinPath(splitPath(plan.folders.run).folder, `restore-${plan.id}`),
  };
  const aside = plan.unit.kind === "storage-group" ? recoveryGroupWay(scene) : recoveryDatabaseWay(scene);
  return {
    schema: "thawline.restore/1",
    run: plan.id,
    server: plan.server,
    unit: plan.unit.name,
    kind: plan.unit.kind,
    takenAt: record.startedAt,
    outcome: record.outcome,
    folder: plan.folders.files,
    readiness,
    instead: hopeless ? nearest(record, options.others ?? []) : [],
    reasons: nothing
      ? nothingWords(record)
      : [
          ...OUTCOMES[record.outcome],
          ...(verified === null
            ? ["The files of the run were not checked: let verify read them first."]
            : []),
          ...databases.flatMap(({ database }) => database.problems),
        ],
    databases: nothing ? [] : scene.databases,
    ways: hopeless ? [] : [...(aside === null ? [] : [aside]), originalWay(scene)],
  };
}

const OUTCOMES: Record<RunOutcome, readonly string[]> = {
  proven: [],
  running: ["The run did not come to its end, or is still at work: files may be missing."],
  failed: ["The run failed, and its files were not proven then: only what verify says of them counts."],
  doubtful: [
    "The run ended in doubt: whether Exchange took it for a backup is not certain, and only what verify says of its files counts.",
  ],
};

/** Why a run has no files: the step that failed, and what it said. */
function nothingWords({ outcome, steps, reasons }: RunRecord): readonly string[] {
  if (outcome === "proven") return ["The run was proven, but its files are not there any more."];
  if (outcome === "running") return ["The run did not come to its end, or is still at work."];
  const failed =
    steps.find((step) => step.outcome === "failed") ?? steps.find((step) => step.outcome === "unknown");
  const at = failed === undefined ? "" : ` at the step "${failed.name}"`;
  const ended = outcome === "failed" ? "failed" : "ended in doubt";
  return [`The run ${ended}${at}, and has no files.`, ...reasons];
}

/** The next good run after this one, and the last one before it. */
function nearest({ id, startedAt }: RunRecord, others: readonly OtherRun[]): readonly OtherRun[] {
  const inOrder = others
    .filter(({ run }) => run !== id)
    .toSorted((a, b) => Date.parse(a.takenAt) - Date.parse(b.takenAt));
  const isNewer = ({ takenAt }: OtherRun): boolean => Date.parse(takenAt) > Date.parse(startedAt);
  return [inOrder.find(isNewer), inOrder.findLast((one) => !isNewer(one))].filter((one) => one !== undefined);
}

/** From the best to the worst. */
const ORDER: readonly Readiness[] = ["ready", "unproven", "with-loss", "not-possible", "nothing"];

function worst(each: readonly Readiness[]): Readiness {
  return each.reduce((a, b) => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a), "ready");
}

interface Judged {
  readonly database: RestoreDatabase;
  readonly judged: boolean;
}

function restoreDatabase(
  { name, live, to }: CopiedDatabase,
  plan: BackupPlan,
  verified: VerifyReport | null,
): Judged {
  const found = verified === null ? undefined : findDatabase(to, plan, verified);
  const required = found?.required ?? null;
  const committed = found?.committed ?? null;
  const missing =
    verified !== null && found === undefined
      ? [`The file of ${name} is not among those that were checked: ${to}`]
      : [];
  return {
    judged: found?.judged ?? false,
    database: {
      name,
      file: to,
      live,
      verdict: found?.verdict ?? null,
      state: found?.state ?? null,
      required,
      committed,
      logs:
        required === null
          ? null
          : [
              closedLogName(plan.logPrefix, required[0]),
              closedLogName(plan.logPrefix, Math.max(required[1], committed ?? 0)),
            ],
      problems: [...missing, ...(found?.details ?? []).map((sentence) => `${name}: ${sentence}`)],
    },
  };
}

/** By its path, or by its path below the run's folder, which may have been moved meanwhile. */
function findDatabase(
  file: string,
  plan: BackupPlan,
  { sets }: VerifyReport,
): VerifiedSetDatabase | undefined {
  const all = sets.flatMap(({ databases }) => databases);
  const same = all.find(({ path }) => samePath(path, file));
  if (same !== undefined) return same;
  const tail = (below(plan.folders.files, file) ?? file).replaceAll("\\", "/").toLowerCase();
  const moved = all.filter(({ path }) => `/${path.replaceAll("\\", "/").toLowerCase()}`.endsWith(`/${tail}`));
  return moved.length === 1 ? moved[0] : undefined;
}

function readinessOf(
  { verdict }: RestoreDatabase,
  verified: VerifyReport | null,
  judged: boolean,
): Readiness {
  if (verified === null) return "unproven";
  switch (verdict) {
    case "clean":
    case "recoverable":
      return judged ? "ready" : "unproven";
    case "recoverable with loss":
      return judged ? "with-loss" : "unproven";
    case "other":
      return judged ? "not-possible" : "unproven";
    case "damaged":
    case "not recoverable":
      return "not-possible";
    case null:
      // Not among the files; or among those that could not be read.
      return verified.diagnostics.some(({ severity }) => severity === "error") ? "unproven" : "not-possible";
  }
}
