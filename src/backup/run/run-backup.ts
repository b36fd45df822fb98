import type { BackupPlan } from "../../model/backup/plan.ts";
import type { CopyProof, RunOutcome, RunProcess, RunRecord, RunStep } from "../../model/backup/run.ts";
import { copiedDatabases } from "../plan/transfers.ts";
import { diskshadowScript } from "../script/diskshadow.ts";
import { type Book, openBook, withShadows } from "./book.ts";
import { cleanUp } from "./cleanup.ts";
import { messageOf, runFile } from "./files.ts";
import { ownProcess } from "./lives.ts";
import { judgeRun } from "./outcome.ts";
import type { RunPorts } from "./ports.ts";
import { readProof } from "./read-run.ts";
import { fillRunFolder, makeRunFolder, relativeTo, transcript } from "./run-folder.ts";
import { runDiskshadow, type SessionEnd } from "./session.ts";
import { shadowOf } from "./shadow-ids.ts";
import { listShadows } from "./shadow-list.ts";
import { STEPS, type StepOfRun, stepOfLine } from "./step-names.ts";

/**
 * Makes a backup as it is planned: snapshot, copy, checks, and only then the word to Exchange that it is good; and takes away
 * what it made on the way, whatever happens. What goes wrong stands in the record. An abort ends it early.
 *
 * @throws Error when it cannot be recorded what was done, in neither the run's folder nor the registry
 */
export async function runBackup(plan: BackupPlan, ports: RunPorts): Promise<RunRecord> {
  const { machine } = ports;
  const first = firstRecord(plan, machine.now(), await ownProcess(machine.shell));
  const refused = await makeRunFolder(plan, machine);
  if (refused !== null) return { ...first, ...ended(ports, "failed", [refused]) };
  const book = openBook(first, ports);
  const judged = await makeIt(plan, ports, book).catch((error: unknown) => {
    const reasons = [`It broke off: ${messageOf(error)}.`];
    book.end("failed", reasons[0]);
    return { outcome: "failed" as const, reasons };
  });
  // Known before the cleaning, which may be killed as well.
  book.change({ outcome: judged.outcome, reasons: judged.reasons });
  await clean(plan, ports, book);
  const troubles = book.troubles();
  const outcome = troubles.length > 0 && judged.outcome === "proven" ? "doubtful" : judged.outcome;
  book.change(ended(ports, outcome, [...judged.reasons, ...troubles]));
  return book.record();
}

type Judged = Pick<RunRecord, "outcome" | "reasons">;

async function makeIt(plan: BackupPlan, ports: RunPorts, book: Book): Promise<Judged> {
  const { machine } = ports;
  book.begin(STEPS.prepare, "folders, scripts and rights");
  fillRunFolder(plan);
  const before = await listShadows(machine, plan.folders.run);
  book.change({ shadowsBefore: typeof before === "string" ? null : before.map(({ id }) => id) });
  if (ports.signal?.aborted === true) return stoppedBefore(book);
  const session = await runDiskshadow(plan, ports, deskOf(plan, ports, book));
  const proof = proofOf(plan);
  const judged = judgeRun({ plan, script: diskshadowScript(plan).split("\r\n"), proof, ...session });
  closeSteps(book, session, proof, judged);
  if (session.unkept === null) return judged;
  const outcome = judged.outcome === "proven" ? "doubtful" : judged.outcome;
  return { outcome, reasons: [...judged.reasons, `${session.unkept}.`] };
}

/** Writes down what Diskshadow does as it is seen: first of all the ids of its shadow copies. */
function deskOf(plan: BackupPlan, { tell }: RunPorts, book: Book): Parameters<typeof runDiskshadow>[2] {
  let current: StepOfRun = "prepare";
  const shadow = (found: { readonly alias: string; readonly id: string }): void => {
    const { shadows } = book.record();
    const known = withShadows(shadows, shadowOf(plan, found));
    if (known.length > shadows.length) book.change({ shadows: known });
  };
  return {
    line(text) {
      const next = stepOfLine(text);
      if (next === null || next === current) return;
      // Several lines are one step; what was left behind does not come again.
      if (current === "copy") endCopy(plan, book, proofOf(plan));
      current = next;
      book.begin(STEPS[next], text.trim(), transcript(plan.folders.run, "diskshadow.txt").named);
    },
    shadow,
    set: (id) => book.change({ snapshotSet: id }),
    progress(progress) {
      for (const one of progress.shadows) shadow(one);
      tell?.({ kind: "progress", progress });
    },
  };
}

/** The steps that copied and checked have told for themselves what they did. */
function endCopy(plan: BackupPlan, book: Book, proof: CopyProof | string): void {
  if (typeof proof === "string" || proof.id !== plan.id || proof.steps.length === 0) return;
  book.change({ findings: proof.findings });
  book.replace(proof.steps);
}

function closeSteps(
  book: Book,
  { end, stopped }: SessionEnd,
  proof: CopyProof | string,
  judged: Judged,
): void {
  const running = book.record().steps.find((step: RunStep) => step.end === null);
  const detail = judged.reasons[0];
  if (running?.name === STEPS.copy && typeof proof !== "string" && proof.steps.length > 0) {
    book.change({ findings: proof.findings });
    book.replace(proof.steps);
    // Stopped between two of its steps, none of them has failed.
    if (stopped !== null) book.begin(STEPS.copy, stopped);
  }
  const good = end.exitCode === 0 && stopped === null;
  book.end(good ? "succeeded" : "failed", good ? undefined : detail);
}

async function clean(plan: BackupPlan, { machine }: RunPorts, book: Book): Promise<void> {
  book.begin(STEPS.clean, "shadow copies, letters and folders of this run");
  const { shadows, left } = await cleanUp(book.record(), { machine, folder: plan.folders.run });
  book.change({ shadows, left });
  book.end(left.length === 0 ? "succeeded" : "warning", left[0] ?? cleanWords(shadows.length));
}

function cleanWords(count: number): string {
  return count === 0 ? "nothing was left" : `${count} of its shadow copies are gone`;
}

/** A sentence, where there is no proof that can be used. */
function proofOf({ folders }: BackupPlan): CopyProof | string {
  const read = readProof(runFile(folders.run, "proof"));
  return "content" in read ? read.content : `The copying left no proof: ${read.trouble}.`;
}

function stoppedBefore(book: Book): Judged {
  book.end("failed", "It was stopped.");
  return { outcome: "failed", reasons: ["It was stopped."] };
}

function ended({ machine }: RunPorts, outcome: RunOutcome, reasons: readonly string[]) {
  return { endedAt: new Date(machine.now()).toISOString(), outcome, reasons };
}

function firstRecord(plan: BackupPlan, now: number, own: RunProcess): RunRecord {
  const { id, type, server, unit, folders, snapshot } = plan;
  return {
    schema: "thawline.run/1",
    ...{ id, type, server, unit: unit.name, folder: folders.run },
    databases: copiedDatabases(plan).map(({ name, to }) => ({ name, file: relativeTo(folders.run, to) })),
    startedAt: new Date(now).toISOString(),
    endedAt: null,
    process: own,
    snapshotSet: null,
    shadows: [],
    volumes: snapshot.volumes.map(({ name, mountPoint, exposeAs }) => ({ name, mountPoint, exposeAs })),
    steps: [],
    outcome: "running",
    reasons: [],
    findings: [],
    left: [],
  };
}
