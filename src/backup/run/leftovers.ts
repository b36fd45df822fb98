import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createDiskshadowReader } from "../../../parsers/diskshadow/index.ts";
import type { RunRecord, RunShadow } from "../../model/backup/run.ts";
import { joinPath, splitPath } from "../plan/paths.ts";
import { registered, withShadows } from "./book.ts";
import { cleanUp } from "./cleanup.ts";
import { messageOf, runFile, writeJson } from "./files.ts";
import { livesStill } from "./lives.ts";
import { type OwnerDoubt, ownerDoubt } from "./owners.ts";
import type { RunPorts } from "./ports.ts";
import { readProgress, readProof, readRecord } from "./read-run.ts";
import { transcript } from "./run-folder.ts";
import { STEPS } from "./step-names.ts";

export interface Leftovers {
  /** Runs that were killed, or that had left something, as their records now tell. */
  readonly cleaned: readonly RunRecord[];
  /** Runs that go on; nothing of theirs was touched. */
  readonly running: readonly RunRecord[];
  /** Sentences on what could not be looked into. */
  readonly troubles: readonly string[];
}

/**
 * Ends what runs left that were killed: takes their shadow copies away and writes what became of them. Runs whose process
 * lives are left alone, and so is what cannot be proven to be of a run. A record that somebody else could have written is not
 * acted upon.
 */
export async function sweepLeftovers(
  { machine, registry }: Pick<RunPorts, "machine" | "registry">,
  doubtOf: OwnerDoubt = ownerDoubt,
): Promise<Leftovers> {
  const cleaned: RunRecord[] = [];
  const running: RunRecord[] = [];
  const troubles: string[] = [];
  for (const name of existsSync(registry) ? readdirSync(registry).sort() : []) {
    if (!/^[0-9a-f]{16}\.json$/.test(name)) continue;
    const read = readRecord(joinPath(registry, name));
    if ("trouble" in read) {
      troubles.push(`The record of an earlier run cannot be read: ${read.trouble}.`);
      continue;
    }
    if (isOver(read.content)) continue;
    const places = [splitPath(registry).folder, registry, joinPath(registry, name)];
    const doubt = await firstDoubt(places, (path) => doubtOf(path, machine.shell));
    if (doubt !== null) {
      troubles.push(`Nothing is done by the record of an earlier run: ${doubt}.`);
      continue;
    }
    const { folder } = read.content;
    const there = existsSync(folder) && (await doubtOf(folder, machine.shell)) === null;
    const record = there ? latest(read.content) : read.content;
    if (isOver(record)) continue;
    if (record.endedAt === null && (await livesStill(record.process, machine.shell))) {
      running.push(record);
      continue;
    }
    try {
      cleaned.push(await sweep(record, there, { machine, registry }));
    } catch (error) {
      troubles.push(`What run ${record.id} left cannot be taken away: ${messageOf(error)}.`);
    }
  }
  return { cleaned, running, troubles };
}

function isOver({ endedAt, left }: RunRecord): boolean {
  return endedAt !== null && left.length === 0;
}

async function firstDoubt(
  paths: readonly string[],
  doubtOf: (path: string) => Promise<string | null>,
): Promise<string | null> {
  for (const path of paths) {
    const doubt = await doubtOf(path);
    if (doubt !== null) return doubt;
  }
  return null;
}

/** @param there whether the run's folder is, and is the run's own: with its disk it may be gone */
async function sweep(
  record: RunRecord,
  there: boolean,
  { machine, registry }: Pick<RunPorts, "machine" | "registry">,
): Promise<RunRecord> {
  // What it made of the server's volumes is there also without its folder.
  const folder = there ? record.folder : joinPath(registry, record.id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const known = there ? withTold(record) : record;
  const start = new Date(machine.now()).toISOString();
  const { shadows, left } = await cleanUp(known, { machine, folder });
  const end = new Date(machine.now()).toISOString();
  const detail = left[0] ?? "what the run had left was taken away by a later one";
  const outcome = left.length === 0 ? "succeeded" : "warning";
  const step = { name: STEPS.clean, start, end, outcome, detail, transcript: null } as const;
  const done: RunRecord = {
    ...(known.endedAt === null ? killed(known, there, end) : known),
    shadows,
    left,
  };
  const last: RunRecord = { ...done, steps: [...done.steps, step] };
  writeJson(registered(registry, record.id), last);
  if (there) writeJson(runFile(record.folder, "record"), last);
  return last;
}

/** What is known of a run that did not come to its end. */
function killed(record: RunRecord, there: boolean, now: string): RunRecord {
  const steps = record.steps.map((step) =>
    step.end === null ? { ...step, end: now, outcome: "unknown" as const, detail: "killed meanwhile" } : step,
  );
  const ended = { ...record, steps, endedAt: now };
  // It was judged before it was killed, in its cleaning.
  if (record.outcome !== "running") return ended;
  const proof = readProof(runFile(record.folder, "proof"));
  const good = there && "content" in proof && proof.content.id === record.id && proof.content.good;
  if (!good) return { ...ended, outcome: "failed", reasons: ["The run was killed."] };
  const reason =
    record.type === "full"
      ? "The run was killed when its copy was proven: whether Exchange was told is not known."
      : "The run was killed when its copy was proven.";
  return { ...ended, outcome: "doubtful", reasons: [reason], findings: proof.content.findings };
}

/**
 * The record in the run's own folder, where it is there and of that run. Where it lies, what it shadows and what was there
 * before are as they were when it began.
 */
function latest(known: RunRecord): RunRecord {
  const own = readRecord(runFile(known.folder, "record"));
  if (!("content" in own) || own.content.id !== known.id) return known;
  const { folder, process, volumes, shadowsBefore, snapshotSet } = known;
  return {
    ...own.content,
    ...{ folder, process },
    ...(volumes === undefined ? {} : { volumes }),
    ...(shadowsBefore === undefined ? {} : { shadowsBefore }),
    snapshotSet: snapshotSet ?? own.content.snapshotSet,
    shadows: withShadows(known.shadows, own.content.shadows),
  };
}

/** With what Diskshadow had told, and its copy step knew, when the run could not write it down any more. */
function withTold(record: RunRecord): RunRecord {
  const found: RunShadow[] = [];
  const shadow = ({ alias, id }: { readonly alias: string; readonly id: string }): void => {
    const at = new RegExp(`^thawline_${record.id}_(\\d+)$`, "i").exec(alias)?.[1];
    const volume = at === undefined ? undefined : record.volumes?.[Number(at) - 1];
    if (volume === undefined) return;
    found.push({ id, alias, volume: volume.name, exposedAs: volume.exposeAs, removed: false });
  };
  const reader = createDiskshadowReader();
  const { path } = transcript(record.folder, "diskshadow.txt");
  if (existsSync(path)) reader.write(readFileSync(path, "latin1"));
  const told = reader.end();
  for (const one of told.shadows) shadow(one);
  const progress = readProgress(runFile(record.folder, "progress"));
  if ("content" in progress && progress.content.id === record.id) {
    for (const one of progress.content.shadows) shadow(one);
  }
  return {
    ...record,
    snapshotSet: record.snapshotSet ?? told.set,
    shadows: withShadows(record.shadows, found),
  };
}
