import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { registered } from "../../backup/run/book.ts";
import { messageOf, RUN_FILES, writeJson } from "../../backup/run/files.ts";
import { readRecord } from "../../backup/run/read-run.ts";
import { findingsOfVerify } from "../../judge/verified.ts";
import type { RunRecord, RunStep } from "../../model/backup/run.ts";
import type { Finding } from "../../model/finding.ts";
import type { StepOutcome } from "../../model/job.ts";
import type { Verdict } from "../../model/report.ts";
import type { VerifyReport } from "../../model/verify.ts";
import { filesIn } from "../../store/files.ts";
import { fileAt } from "./file-at.ts";
import { MOST_BYTES, runsFolder } from "./run-records.ts";

/** Whose files were verified. */
export interface RunOf {
  /** Where it lies now. */
  readonly folder: string;
  readonly record: RunRecord;
  /** Whether all of its files were verified, and nothing else; or only some of them. */
  readonly whole: boolean;
}

/** A file lies at most so many folders below that of its run: `files/<guid>/DB01.edb`. */
const MOST_ABOVE = 3;
/** What `verify` was asked to check is kept of the last checks only. */
const MOST_AGAIN = 20;
const AGAIN = "Verified again";

/**
 * The run that all of some paths belong to: its record lies in one of them, or in a folder above. Null where there is none, or
 * where they are of several: then what was found cannot be told apart.
 */
export function runOf(paths: readonly string[]): RunOf | null {
  const found = paths.map(runAbove);
  const [first] = found;
  if (first === undefined || first === null || found.some((one) => one?.folder !== first.folder)) return null;
  const read = readRecord(join(first.folder, RUN_FILES.record));
  if ("trouble" in read || !/^[0-9a-f]{16}$/.test(read.content.id)) return null;
  return { folder: first.folder, record: read.content, whole: found.some((one) => one?.whole === true) };
}

function runAbove(path: string): { readonly folder: string; readonly whole: boolean } | null {
  let folder: string;
  try {
    folder = realpathSync(resolve(path));
  } catch {
    // What cannot be found is told by the verification itself.
    return null;
  }
  const asked = folder;
  for (let above = 0; above <= MOST_ABOVE; above++) {
    const record = fileAt(join(folder, RUN_FILES.record));
    if (record !== null && record.size <= MOST_BYTES) {
      return { folder, whole: asked === folder || asked === join(folder, "files") };
    }
    if (dirname(folder) === folder) return null;
    folder = dirname(folder);
  }
  return null;
}

/** A verification that ended, with when it began, in milliseconds since 1970. */
export interface Verified {
  readonly report: VerifyReport;
  readonly startedAt: number;
  readonly endedAt: number;
}

/**
 * Puts the result of a verification into the record of its run: a step, and its findings in the place of those of earlier
 * checks. A check of some of the files, or one that could not tell, takes nothing back.
 */
function withVerified(run: RunOf, { report, startedAt, endedAt }: Verified): RunRecord {
  const { record, whole } = run;
  const found = findingsOfVerify(report, { job: null, server: record.server });
  const step: RunStep = {
    name: AGAIN,
    start: new Date(startedAt).toISOString(),
    end: new Date(endedAt).toISOString(),
    outcome: OUTCOMES[report.verdict],
    detail: `${whole ? "All files of the run" : "Some files of the run"}: ${WORDS[report.verdict]}.`,
    transcript: null,
  };
  const again = record.steps.filter(({ name }) => name === AGAIN);
  const dropped = new Set(again.slice(0, Math.max(0, again.length + 1 - MOST_AGAIN)));
  return {
    ...record,
    steps: [...record.steps.filter((one) => !dropped.has(one)), step],
    findings: isRenewed(run, report) ? found : together(record.findings, found),
  };
}

function isRenewed({ whole }: RunOf, { verdict }: VerifyReport): boolean {
  return whole && verdict !== "unknown";
}

const OUTCOMES: Readonly<Record<Verdict, StepOutcome>> = {
  ok: "succeeded",
  warning: "warning",
  failure: "failed",
  unknown: "unknown",
};

const WORDS: Readonly<Record<Verdict, string>> = {
  ok: "good",
  warning: "can be restored, with warnings",
  failure: "damaged, or not to be restored without loss",
  unknown: "not everything could be judged",
};

function together(before: readonly Finding[], now: readonly Finding[]): readonly Finding[] {
  const same = (a: Finding, b: Finding): boolean => a.code === b.code && a.detail === b.detail;
  return [...before.filter((one) => !now.some((other) => same(one, other))), ...now];
}

/**
 * Records a verification in the folder of its run, and in the state folder where that is one: there it joins the report of
 * the job. The verdict does not depend on it, so what cannot be written is told and no more.
 *
 * @param state the state folder
 * @returns sentences for people: what was recorded, and what could not be
 */
export function recordVerified(run: RunOf, verified: Verified, state: string): readonly string[] {
  const { id, outcome } = run.record;
  // Whoever makes it writes its record from what he knows, and would take this away again.
  if (outcome === "running") return [`run ${id} has not ended; the result is not recorded with it`];
  const record = withVerified(run, verified);
  const written = [write(join(run.folder, RUN_FILES.record), record, id)];
  // What a restore is planned by.
  if (isRenewed(run, verified.report)) {
    const trouble = attempt(join(run.folder, RUN_FILES.verified), verified.report);
    if (trouble !== null) written.push(`it is not kept for a restore: ${trouble}`);
  }
  return [...written, ...recordInState(record, state)];
}

function recordInState(record: RunRecord, state: string): readonly string[] {
  const folder = runsFolder(state);
  if (!existsSync(folder) && !existsSync(filesIn(state).store)) return [];
  const place = registered(folder, record.id);
  if (!isSame(place, record)) return [`${place} is of another run, and was left as it is`];
  return [write(place, record, record.id)];
}

function write(path: string, record: RunRecord, id: string): string {
  const trouble = attempt(path, record);
  return trouble === null
    ? `the result is recorded with run ${id} in ${path}`
    : `the result is not recorded with run ${id}: ${trouble}`;
}

function attempt(path: string, content: RunRecord | VerifyReport): string | null {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeJson(path, content);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

/** The run that is known by this id, or one that nobody knows yet. A copied or made-up record must not take its place. */
function isSame(place: string, { snapshotSet, startedAt, server }: RunRecord): boolean {
  if (!existsSync(place)) return true;
  const read = readRecord(place);
  if ("trouble" in read) return false;
  const known = read.content;
  return known.snapshotSet === snapshotSet && known.startedAt === startedAt && known.server === server;
}
