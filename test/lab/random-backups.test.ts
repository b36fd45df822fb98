import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { otherShadow } from "../../src/lab/faults/tools.ts";
import type { LabMachine } from "../../src/lab/tools/machine.ts";
import { lettersOf, shadowsOf } from "../../src/lab/tools/state.ts";
import { testFolder } from "../app/logs.ts";
import { type MadeLabBackup, makeLabBackup } from "./backups.ts";
import { type RandomBackup, randomBackup } from "./random-backups.ts";

const SEEDS = process.env.THAWLINE_PROOF === "full" ? 300 : 15;
const top = testFolder();

it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))("random faults, seed %i", async (seed) => {
  const folder = join(top, String(seed));
  const random = randomBackup(seed);
  const others: { shadow: string; letters: readonly string[] } = { shadow: "", letters: [] };
  const made = await makeLabBackup(random.backup, {
    seed,
    folder,
    stoppedAfter: random.stoppedAfter,
    before(machine, target) {
      others.shadow = otherShadow(machine.state);
      others.letters = lettersOf(machine.state);
      mkdirSync(join(target, OTHER), { recursive: true });
      writeFileSync(join(target, OTHER, "SIM-DB01.edb"), "of another run");
    },
  });
  const troubles = troublesOf(made, random, others, join(folder, "target"));
  expect({ faults: random.faults, stopped: random.stoppedAfter, troubles }).toEqual({
    faults: random.faults,
    stopped: random.stoppedAfter,
    troubles: [],
  });
  rmSync(folder, { recursive: true, force: true });
});

/** A run that somebody else made, beside which the new one is made. */
const OTHER = "SIM-EX1_SIM-DB01_20250302T200000Z_fedcba9876543210";

function troublesOf(
  { lab, machine, made }: MadeLabBackup,
  { faults, backup }: RandomBackup,
  others: { readonly shadow: string; readonly letters: readonly string[] },
  target: string,
): readonly string[] {
  const troubles: string[] = [];
  const expectSo = (so: boolean, otherwise: string): void => void (so || troubles.push(otherwise));
  expectSo(made !== null, "nothing was in the way, and nothing was begun");
  if (made === null) return troubles;
  const { record, plan } = made;
  const { outcome, reasons, steps, left, endedAt } = record;

  // Exchange is told only of what is, byte for byte, what the database was at the freeze.
  const job = lab.asked.find(({ guid }) => guid === record.snapshotSet);
  const held = job === undefined ? undefined : [...job.snapshot.values()][0];
  const differing = [...(held ?? [])].filter(
    ([name, bytes]) => !isSame(join(plan.folders.files, name), bytes),
  );
  const whole = held !== undefined && differing.length === 0 && !faults.includes("badPage");
  if (job?.told === true) expectSo(whole, `told, though ${differing.map(([name]) => name).join()} differs`);
  if (outcome === "proven") {
    expectSo(whole, "proven, and not what the snapshot held");
    expectSo(backup.type === "copy" || job?.told === true, "proven, and not told");
    // Without vssadmin it cannot be proven that the shadow copies are gone.
    const blind = machine.state.faults.missing.has("vssadmin.exe");
    expectSo(left.length === 0 || blind, "proven, and something was left");
  }
  if (backup.type === "copy") expectSo(job?.told !== true, "a copy was told to be complete");
  if (outcome === "failed") expectSo(job?.told !== true, "failed, and told");

  // Nothing is left that nobody is told of, and nothing of others is touched.
  const own = shadowsOf(machine.state).filter(
    ({ backup: of }) => of === job && of !== undefined && of !== null,
  );
  for (const { id } of own)
    expectSo(
      left.some((text) => text.includes(id)),
      `left without a word: ${id}`,
    );
  const letters = lettersOf(machine.state).filter((letter) => !others.letters.includes(letter));
  for (const letter of letters) {
    expectSo(machine.state.letters.has(letter) || own.length > 0, `the letter ${letter} is not given back`);
  }
  expectSo(isThere(machine, others.shadow), "the shadow copy of another program is gone");
  expectSo(
    readdirSync(join(target, OTHER)).join() === "SIM-DB01.edb" &&
      readFileSync(join(target, OTHER, "SIM-DB01.edb"), "utf8") === "of another run",
    "the files of another run were touched",
  );

  // What happened stands in the record.
  expectSo(endedAt !== null && outcome !== "running", "the record has no end");
  expectSo(
    steps.every(({ end }) => end !== null),
    "a step has no end",
  );
  if (outcome !== "proven") {
    expectSo(reasons.length > 0 && reasons.every((text) => text.length > 10), "no cause is told");
    expectSo(
      steps.some((step) => step.outcome === "failed" || step.outcome === "warning") || outcome === "doubtful",
      "no step is told to have failed",
    );
  }
  return troubles;
}

function isSame(path: string, bytes: Uint8Array): boolean {
  try {
    return Buffer.compare(readFileSync(path), bytes) === 0;
  } catch {
    return false;
  }
}

function isThere({ state }: LabMachine, id: string): boolean {
  // Windows drops all shadow copies of a volume whose space is full; the lab those of jobs alone.
  return state.made.some((shadow) => shadow.id === id);
}
