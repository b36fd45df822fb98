import { statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import type { BackupPlan } from "../../model/backup/plan.ts";
import type { CopyProof, RunStep } from "../../model/backup/run.ts";
import type { Finding } from "../../model/finding.ts";
import { joinPath } from "../plan/paths.ts";
import { doubtsOf } from "./copy-proof.ts";
import { copyTransfer } from "./copy-transfer.ts";
import { differences, type Expected, type ListedFile, listExpected } from "./expected.ts";
import { messageOf, runFile, writeJson } from "./files.ts";
import { overseer } from "./overseer.ts";
import type { CopyPorts } from "./ports.ts";
import { openProgress, type ProgressDesk } from "./progress.ts";
import { readPlan } from "./read-run.ts";
import { transcript } from "./run-folder.ts";
import { shadowsIn } from "./shadow-ids.ts";
import { transcribing } from "./transcribed.ts";

/** How often the run is looked for that waits for this step. */
const LOOK_MS = 2000;

const COPY_NAMES = {
  database: "Copy the database",
  logs: "Copy the logs",
  checkpoint: "Copy the checkpoint",
};

/** What is known by and by. */
interface Work {
  readonly plan: BackupPlan;
  readonly ports: CopyPorts;
  readonly progress: ProgressDesk;
  readonly signal: AbortSignal;
  readonly steps: RunStep[];
  readonly reasons: string[];
  findings: readonly Finding[];
  files: number;
  bytes: number;
  pages: number;
}

/**
 * Copies what the shadow copies show, and proves that the copy is good. Only `good` lets Diskshadow go on to tell Exchange so:
 * any doubt is a no. What it found is in the run's folder as well (`copy.json`); never rejects.
 */
export async function copyStep(runFolder: string, ports: CopyPorts): Promise<CopyProof> {
  const read = readPlan(runFile(runFolder, "plan"));
  if ("trouble" in read) return kept(runFolder, nothing([`The plan cannot be read: ${read.trouble}.`]));
  const plan = read.content;
  const over = new AbortController();
  const signal = ports.signal === undefined ? over.signal : AbortSignal.any([ports.signal, over.signal]);
  const overseen = ports.overseen ?? overseer(runFolder);
  const progress = openProgress(plan, shadowsIn(plan, ports.env ?? {}), ports);
  const work: Work = {
    plan,
    ports,
    progress,
    signal,
    steps: [],
    reasons: [],
    findings: [],
    files: 0,
    bytes: 0,
    pages: 0,
  };
  const look = setInterval(() => {
    progress.write();
    if (!overseen()) over.abort();
  }, LOOK_MS);
  look.unref();
  try {
    await copyAndCheck(work);
  } catch (error) {
    work.reasons.push(`The copying broke off: ${messageOf(error)}.`);
  } finally {
    clearInterval(look);
  }
  if (!overseen()) work.reasons.push("The backup that this belongs to was ended meanwhile.");
  else if (signal.aborted) work.reasons.unshift("It was stopped.");
  const { steps, reasons, findings, files, bytes, pages } = work;
  return kept(runFolder, {
    schema: "thawline.copy/1",
    id: plan.id,
    good: reasons.length === 0,
    ...{ reasons, steps, findings, files, bytes, pages },
  });
}

/** The order of it all. What is not good ends it, for the shadow copies should not be held any longer. */
async function copyAndCheck(work: Work): Promise<void> {
  const { plan, ports, progress } = work;
  const { expected, missing } = await listExpected(plan, ports.files);
  work.reasons.push(...missing);
  if (missing.length > 0) return;
  const all = expected.flatMap(({ files }) => files);
  progress.ahead(all.length, bytesOf(all));
  for (const [index, one] of expected.entries()) {
    await copyOne(work, one, index + 1);
    if (work.reasons.length > 0) return;
  }
  await compare(work, expected);
  if (work.reasons.length > 0) return;
  await check(work, expected);
}

async function copyOne(work: Work, one: Expected, at: number): Promise<void> {
  const { plan, ports, progress, signal, files, bytes } = work;
  await during(work, COPY_NAMES[one.transfer.name], async () => {
    const { processes } = ports;
    const end = await copyTransfer(plan, one, at, { files, bytes }, { processes, signal, progress });
    if (end.trouble === null) {
      work.files += one.files.length;
      work.bytes += bytesOf(one.files);
      progress.copied(work.files, work.bytes);
    }
    const reasons = end.trouble === null ? [] : [`robocopy from ${one.transfer.live}: ${end.trouble}.`];
    return { reasons, detail: end.detail, transcript: end.transcript };
  });
}

async function compare(work: Work, expected: readonly Expected[]): Promise<void> {
  await during(work, "Compare names and sizes", async () => {
    const reasons: string[] = [];
    for (const one of expected) reasons.push(...differences(one, await listCopied(one.transfer.to)));
    const count = expected.reduce((sum, { files }) => sum + files.length, 0);
    const detail = reasons[0] ?? `${count} files are as they are in the snapshot`;
    return { reasons, detail, transcript: null };
  });
}

async function check(work: Work, expected: readonly Expected[]): Promise<void> {
  const { plan, ports, progress, signal } = work;
  const { run, files, transcripts } = plan.folders;
  await during(work, "Check the files", async () => {
    let runs = 0;
    const processes = transcribing(
      ports.processes,
      (args) => transcript(run, `eseutil-${++runs}${(args[0] ?? "").replace(/\W/g, "-")}.txt`).path,
      {
        before: (args) => progress.silent(largest(args.at(-1) ?? "", expected)),
        after: () => progress.silent(0),
      },
    );
    const report = await ports.verify({
      paths: [files],
      tool: plan.tools.eseutil,
      processes,
      folder: transcripts,
      signal,
      onBytes: (count) => progress.checked(count),
    });
    writeJson(runFile(run, "verified"), report);
    work.pages = report.databases.reduce((sum, { pagesSeen }) => sum + pagesSeen, 0);
    work.findings = ports.findingsOf?.(report) ?? [];
    const reasons = doubtsOf(plan, expected, report);
    return {
      reasons,
      detail: reasons[0] ?? `${work.pages} pages and all logs are good`,
      transcript: "verify.json",
    };
  });
}

/** What eseutil is going to read: a database, or all the logs. */
function largest(path: string, expected: readonly Expected[]): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  return size ?? bytesOf(expected.flatMap(({ files }) => files));
}

async function during(
  work: Work,
  name: string,
  act: () => Promise<{
    readonly reasons: readonly string[];
    readonly detail: string;
    readonly transcript: string | null;
  }>,
): Promise<void> {
  const time = (): string => new Date(work.ports.now()).toISOString();
  const start = time();
  work.progress.step(name);
  let done: Awaited<ReturnType<typeof act>>;
  try {
    done = await act();
  } catch (error) {
    const reason = `${name}: ${messageOf(error)}.`;
    done = { reasons: [reason], detail: reason, transcript: null };
  }
  const { reasons, detail } = done;
  work.reasons.push(...reasons);
  const outcome = reasons.length === 0 ? "succeeded" : "failed";
  work.steps.push({ name, start, end: time(), outcome, detail, transcript: done.transcript });
  work.progress.write();
}

/** The files that are really there, links left out: they are no copies. */
async function listCopied(folder: string): Promise<readonly ListedFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) =>
    entry.isFile() ? [{ name: entry.name, bytes: statSync(joinPath(folder, entry.name)).size }] : [],
  );
}

function bytesOf(files: readonly ListedFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function nothing(reasons: readonly string[]): CopyProof {
  return {
    schema: "thawline.copy/1",
    id: "",
    good: false,
    reasons,
    steps: [],
    findings: [],
    files: 0,
    bytes: 0,
    pages: 0,
  };
}

/** A proof that nobody can read afterwards is none. */
function kept(runFolder: string, proof: CopyProof): CopyProof {
  try {
    writeJson(runFile(runFolder, "proof"), proof);
    return proof;
  } catch (error) {
    const reason = `copy.json cannot be written: ${messageOf(error)}.`;
    return { ...proof, good: false, reasons: [...proof.reasons, reason] };
  }
}
