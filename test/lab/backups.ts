import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { copyPorts } from "../../src/app/backup/copy-ports.ts";
import { planBackup } from "../../src/backup/plan/plan.ts";
import { preflight } from "../../src/backup/plan/preflight.ts";
import { copyStep } from "../../src/backup/run/copy-step.ts";
import { runBackup } from "../../src/backup/run/run-backup.ts";
import { discover, MACHINE_SCRIPT, TOPOLOGY_SCRIPT } from "../../src/exchange/index.ts";
import type { LabBackup } from "../../src/lab/backups/index.ts";
import { openLabBackup } from "../../src/lab/backups/open.ts";
import type { Exec } from "../../src/lab/tools/diskshadow/index.ts";
import type { LabMachine } from "../../src/lab/tools/machine.ts";
import type { Lab } from "../../src/lab/world.ts";
import type { Obstacle } from "../../src/model/backup/obstacle.ts";
import type { BackupPlan } from "../../src/model/backup/plan.ts";
import type { RunRecord } from "../../src/model/backup/run.ts";
import { SILENT } from "../platform/silent-log.ts";
import { NO_REAL_TIME } from "./run.ts";

export const SCRIPTS = { topology: TOPOLOGY_SCRIPT, machine: MACHINE_SCRIPT };

/** What Diskshadow's `exec` starts: the program's own step, on the simulated server. */
export function stepOn(machine: () => LabMachine): Exec {
  return async (commandFile, signal, env) => {
    const surroundings = {
      now: machine().now,
      version: "0.0.0",
      stdin: process.stdin,
      log: SILENT,
      signal,
    };
    const proof = await copyStep(dirname(commandFile), {
      ...copyPorts(surroundings, machine()),
      env,
      overseen: () => true,
    });
    return proof.good ? 0 : 2;
  };
}

export interface MadeLabBackup {
  readonly lab: Lab;
  readonly machine: LabMachine;
  readonly obstacles: readonly Obstacle[];
  /** Null: something stood in the way. */
  readonly made: { readonly plan: BackupPlan; readonly record: RunRecord } | null;
}

export interface BackupWish {
  readonly seed: number;
  /** For the target and the registry. */
  readonly folder: string;
  readonly id?: string;
  /** What is there before it begins. */
  readonly before?: (machine: LabMachine, target: string) => void;
  /** Simulated seconds after which the user ends it. */
  readonly stoppedAfter?: number | null;
}

/** The whole way of a backup, but for the command line: discover, preflight, plan, run. */
export async function makeLabBackup(backup: LabBackup, wish: BackupWish): Promise<MadeLabBackup> {
  const { seed, folder, id = "0123456789abcdef", before, stoppedAfter = null } = wish;
  const place: { machine: LabMachine | null } = { machine: null };
  const exec = stepOn(() => {
    if (place.machine === null) throw new Error("started before its machine");
    return place.machine;
  });
  const opened = await openLabBackup(
    { backup, seed, speed: "max" },
    { scripts: SCRIPTS, exec },
    NO_REAL_TIME,
  );
  const { lab, machine, database } = opened;
  place.machine = machine;
  const target = join(folder, "target");
  const registry = join(folder, "runs");
  for (const one of [target, registry]) mkdirSync(one, { recursive: true });
  before?.(machine, target);
  const discovery = await discover(machine);
  const unit = discovery.units.find(({ name }) => name === database);
  if (unit === undefined) throw new Error(`${database} was not found: ${discovery.problems.join("; ")}`);
  const wishes = { type: backup.type ?? "full", target, expose: "letters", firstLetter: "g" } as const;
  const obstacles = preflight(discovery, unit, wishes);
  if (obstacles.some(({ blocks }) => blocks)) return { lab, machine, obstacles, made: null };
  const plan = planBackup(discovery, unit, { ...wishes, id, now: machine.now(), copyCommand: ["thawline"] });
  const over = new AbortController();
  if (stoppedAfter !== null) lab.queue.at(lab.queue.now() + stoppedAfter, () => over.abort());
  const record = await runBackup(plan, { machine, registry, signal: over.signal });
  return { lab, machine, obstacles, made: { plan, record } };
}
