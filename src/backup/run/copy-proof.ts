import type { BackupPlan } from "../../model/backup/plan.ts";
import { sameName } from "../../model/names.ts";
import type { ToolOpinion, VerifyReport } from "../../model/verify.ts";
import { joinPath, samePath, splitPath } from "../plan/paths.ts";
import { type CopiedDatabase, copiedDatabases } from "../plan/transfers.ts";
import type { Expected } from "./expected.ts";

/** Databases that a restore can use without loss. */
const USABLE: readonly string[] = ["recoverable", "clean"];
const MOST_REASONS = 20;

/**
 * Why a check of copied files is no proof of them, in sentences; empty when it is one. It takes both engines' word for each
 * database, for the stream of logs and for the checkpoint. What was not asked, or not answered, is a no.
 */
export function doubtsOf(
  plan: BackupPlan,
  expected: readonly Expected[],
  report: VerifyReport,
): readonly string[] {
  const doubts = [
    ...(report.engine === "both" ? [] : ["The files were not checked by both engines."]),
    ...copiedDatabases(plan).flatMap((database) => databaseDoubts(database, report)),
    ...streamDoubts(plan, report),
    ...checkpointDoubts(plan, report),
    ...logDoubts(plan, expected, report),
  ];
  if (doubts.length === 0 && report.verdict !== "ok" && report.verdict !== "warning") {
    const said = report.diagnostics.filter(({ severity }) => severity !== "info");
    doubts.push(
      ...said.map(({ where, message }) => `${where}: ${message}.`),
      ...(said.length > 0 ? [] : [`The check of the files ended as ${report.verdict}.`]),
    );
  }
  const more = doubts.length - MOST_REASONS;
  return more > 0 ? [...doubts.slice(0, MOST_REASONS), `And ${more} more of this kind.`] : doubts;
}

function databaseDoubts({ to }: CopiedDatabase, { databases, sets }: VerifyReport): readonly string[] {
  const file = databases.find(({ path }) => samePath(path, to));
  if (file === undefined) return [`${to} was not found to be a database.`];
  const doubts = toolDoubts(to, file.eseutil);
  if (file.read !== "whole") doubts.push(`${to} was not read as a whole (${file.read}).`);
  if (file.badChecksums > 0) doubts.push(`${to} has ${file.badChecksums} damaged pages.`);
  const judged = sets.flatMap((set) => set.databases).find(({ path }) => samePath(path, to));
  if (judged === undefined || !judged.judged) {
    doubts.push(`${to} could not be judged: ${judged?.reasons.join("; ") ?? "it is in no set"}.`);
  } else if (!USABLE.includes(judged.verdict)) {
    const details = judged.details.length > 0 ? judged.details : [`${judged.reasons.join("; ")}.`];
    doubts.push(`${to} is ${judged.verdict}. ${details.join(" ")}`);
  }
  return doubts;
}

function streamDoubts(
  { folders: { files }, logPrefix }: BackupPlan,
  { sets }: VerifyReport,
): readonly string[] {
  const set = sets.find(({ base, folder }) => sameName(base, logPrefix) && samePath(folder, files));
  if (set === undefined) return [`No logs ${logPrefix} were found in ${files}.`];
  const broken =
    set.chain.problems.length > 0 ? [`The chain of logs ${logPrefix} in ${files} is broken.`] : [];
  return [...toolDoubts(`logs ${logPrefix}`, set.eseutil), ...broken];
}

function checkpointDoubts(
  { folders: { files }, logPrefix }: BackupPlan,
  report: VerifyReport,
): readonly string[] {
  const path = joinPath(files, `${logPrefix}.chk`);
  const found = report.checkpoints.find((one) => samePath(one.path, path));
  if (found === undefined) return [`${path} was not found to be a checkpoint.`];
  return [
    ...(found.read === "whole" ? [] : [`${path} was not read as a whole (${found.read}).`]),
    ...toolDoubts(path, found.eseutil),
  ];
}

function logDoubts(
  { folders: { files } }: BackupPlan,
  expected: readonly Expected[],
  { logs }: VerifyReport,
): readonly string[] {
  return expected
    .filter(({ transfer }) => transfer.name === "logs")
    .flatMap((one) => one.files)
    .filter(({ name }) => /\.log$/i.test(name))
    .flatMap(({ name }) => {
      const log = logs.find(({ path }) => samePath(path, joinPath(files, name)));
      if (log === undefined) return [`${name} was not checked.`];
      return log.read === "whole" ? [] : [`${name} was not read as a whole (${log.read}).`];
    });
}

function toolDoubts(what: string, opinion: ToolOpinion | undefined): string[] {
  if (opinion?.result === "good") return [];
  const { name } = splitPath(what);
  return [
    opinion === undefined ? `${name}: eseutil did not check it.` : `${name}: eseutil ${opinion.message}.`,
  ];
}
