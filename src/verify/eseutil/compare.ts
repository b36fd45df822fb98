import type { CheckpointReport } from "../../../parsers/ese/log-types.ts";
import type { EseutilOutput } from "../../../parsers/eseutil/index.ts";
import type { VerifiedDatabase, VerifiedSet } from "../../model/verify.ts";
import type { ToolRun } from "./run.ts";

/** Pages that a difference names. */
const NAMED = 8;

/** Where the own check of a database and eseutil's do not agree, a sentence each. What eseutil does not print is no difference. */
export function differences(native: VerifiedDatabase, { output, opinion }: ToolRun): readonly string[] {
  if (output.checksum === null) return [];
  const told: string[] = [];
  const say = (what: string, own: number, theirs: number | null): void => {
    if (theirs !== null && own !== theirs)
      told.push(`${what}: ${own} by the own check, ${theirs} by eseutil`);
  };
  const { checksum } = output;
  say("pages seen", native.pagesSeen, checksum.pagesSeen);
  say("bad pages", native.badChecksums, checksum.bad);
  say("correctable pages", native.correctableChecksums, checksum.correctable);
  say("uninitialised pages", native.uninitializedPages, checksum.uninitialized);
  if (opinion.exit !== null && native.eseutilExit !== null && opinion.exit !== native.eseutilExit) {
    told.push(`exit code: ${native.eseutilExit} expected, ${opinion.exit} given`);
  }
  // Threads write them in any order, and old versions write none.
  const theirs = new Set(output.pageErrors);
  const whole = output.pageErrorCount === theirs.size && native.badPages.length === native.badChecksums;
  const only = native.badPages.filter((pgno) => !theirs.has(pgno));
  if (whole && theirs.size > 0 && only.length > 0) {
    told.push(`bad by the own check alone: pages ${only.slice(0, NAMED).join(", ")}`);
  }
  return told;
}

/** As `differences`, of the state in the header. */
export function stateDifference(native: VerifiedDatabase, { output }: ToolRun): readonly string[] {
  const own = native.header?.stateText ?? null;
  const theirs = output.header?.state ?? null;
  // Versions before 2000 have other words for it.
  if (own === null || theirs === null || own === theirs || /onsistent$/.test(theirs)) return [];
  return [`state: ${own} by the own check, ${theirs} by eseutil`];
}

/** As `differences`, of a chain of logs. */
export function chainDifference(
  set: VerifiedSet,
  { opinion }: ToolRun,
  mode: "/ml" | "/k",
): readonly string[] {
  const { eseutilExit } = set.chain;
  if (opinion.exit === null || opinion.exit === eseutilExit) return [];
  return [`logs ${set.base}: ${eseutilExit} expected of ${mode}, ${opinion.exit} given`];
}

/** As `differences`, of the place that a checkpoint names. */
export function checkpointDifference(
  { checkpoint: own }: Pick<CheckpointReport, "checkpoint">,
  { output }: ToolRun,
): readonly string[] {
  const theirs = output.checkpoint?.checkpoint ?? null;
  if (own === null || theirs === null || own.every((part, at) => part === theirs[at])) return [];
  return [`checkpoint: ${own.join(", ")} by the own check, ${theirs.join(", ")} by eseutil`];
}

/** A database as eseutil found it: its figures in the place of the own ones. */
export function asFound(
  headers: VerifiedDatabase,
  output: EseutilOutput,
  exit: number | null,
): VerifiedDatabase {
  const { checksum, pageErrors, pageWarnings } = output;
  return {
    ...headers,
    pagesSeen: checksum?.pagesSeen ?? 0,
    badChecksums: checksum?.bad ?? output.pageErrorCount,
    correctableChecksums: checksum?.correctable ?? output.pageWarningCount,
    uninitializedPages: checksum?.uninitialized ?? 0,
    wrongPageNumbers: checksum?.wrongPageNumbers ?? 0,
    schemes: {},
    badPages: [...pageErrors].sort((a, b) => a - b),
    correctable: pageWarnings.map(({ page, bit }) => ({ pgno: page, bit, bits: [bit] })),
    misplaced: [],
    misplacedPages: 0,
    highestDbtime: checksum?.highestDbtime ?? "0x0",
    highestDbtimePgno: checksum?.highestDbtimePgno ?? 0,
    trailerPage: false,
    eseutilExit: exit,
    map: "",
    strip: null,
  };
}
