import { join } from "node:path";
import { runBackup } from "../../backup/run/run-backup.ts";
import { discover } from "../../exchange/index.ts";
import { createLabMachine, type LabMachine } from "../../lab/tools/machine.ts";
import type { Lab } from "../../lab/world.ts";
import type { RunRecord, RunStep } from "../../model/backup/run.ts";
import { makeTarget } from "../backup/make-target.ts";
import { planUnit } from "../backup/plans.ts";
import { backupSteps, SIMULATED_COMMAND } from "../simulated/backup-steps.ts";
import type { Surroundings } from "../surroundings.ts";

/** What is mounted on the first server. */
const DATABASE = "SIM-DB01";

/** Backs a database of the first simulated server up, with what backs up real ones. The watcher takes the run up by its record. */
export async function goodNight(
  lab: Lab,
  {
    folder,
    state,
    step,
  }: { readonly folder: string; readonly state: string; readonly step: (step: RunStep) => void },
  surroundings: Surroundings,
): Promise<RunRecord> {
  const machine: LabMachine = createLabMachine(
    lab,
    lab.servers[0],
    backupSteps(surroundings, () => machine),
  );
  const discovery = await discover(machine);
  const unit = discovery.units.find(({ name }) => name === DATABASE);
  if (unit === undefined) throw new Error(`the simulated server does not tell of ${DATABASE}`);
  const wishes = { type: "full", target: folder, expose: "letters", firstLetter: "G" } as const;
  const { plan, obstacles } = await planUnit(
    { machine, copyCommand: SIMULATED_COMMAND, simulated: true },
    discovery,
    unit,
    wishes,
  );
  if (plan === null) throw new Error(obstacles.map(({ message }) => message).join("; "));
  makeTarget(plan);
  return await runBackup(plan, {
    machine,
    registry: join(state, "runs"),
    signal: surroundings.signal,
    tell: (event) => {
      if (event.kind === "step" && event.step.end !== null) step(event.step);
    },
  });
}
