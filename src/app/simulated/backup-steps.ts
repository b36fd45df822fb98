import { dirname } from "node:path";
import { copyStep } from "../../backup/run/copy-step.ts";
import { MACHINE_SCRIPT, TOPOLOGY_SCRIPT } from "../../exchange/index.ts";
import type { LabMachine, LabMachineOptions } from "../../lab/tools/machine.ts";
import { copyPorts } from "../backup/copy-ports.ts";
import type { Surroundings } from "../surroundings.ts";

/**
 * What a simulated server needs of the program that backs it up: the scripts that it is asked by, and the step of copying and
 * checking, which its Diskshadow starts as a real one starts a process.
 */
export function backupSteps(
  surroundings: Surroundings,
  machine: () => LabMachine,
): Pick<LabMachineOptions, "scripts" | "exec"> {
  return {
    scripts: { topology: TOPOLOGY_SCRIPT, machine: MACHINE_SCRIPT },
    async exec(command, signal, env) {
      const { processes, files, now } = machine();
      const ports = copyPorts({ ...surroundings, now, signal }, { processes, files, env });
      return (await copyStep(dirname(command), ports)).good ? 0 : 1;
    },
  };
}

/** Nothing real is started by it: the simulated Diskshadow calls the step. */
export const SIMULATED_COMMAND = [process.execPath, "thawline", "backup-step"] as const;
