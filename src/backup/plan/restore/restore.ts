import { closedLogName } from "../../../../parsers/ese/index.ts";
import type { BackupPlan } from "../../../model/backup/plan.ts";
import type { Readiness, RestoreDatabase, RestorePlan } from "../../../model/backup/restore.ts";
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
  const readiness = worst(databases.map((one) => readinessOf(one.database, verified, one.judged)));
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
    reasons: [
      ...OUTCOMES[record.outcome],
      ...(verified === null ? ["The files of the run were not checked: let verify read them first."] : []),
      ...databases.flatMap(({ database }) => database.problems),
    ],
    databases: scene.databases,
    ways: readiness === "not-possible" ? [] : [...(aside === null ? [] : [aside]), originalWay(scene)],
  };
}

const OUTCOMES: Record<RunOutcome, readonly string[]> = {
  proven: [],
  running: ["The run did not come to its end, or is still at work: files may be missing."],
  failed: ["The run failed, and its files were not proven then: only what verify says of them counts."],
  doubtful: [
    "The run ended in doubt. Its files were proven; whether Exchange took it for a backup is not certain.",
  ],
};

/** From the best to the worst. */
const ORDER: readonly Readiness[] = ["ready", "unproven", "with-loss", "not-possible"];

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
