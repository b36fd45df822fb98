import { createClock, type RealTime, type Speed } from "../clock.ts";
import { type Disk, NO_DISK } from "../disk.ts";
import { copyOn } from "../find.ts";
import { createLab } from "../lab.ts";
import { FIXED_BEGIN, STORY_BEGINS } from "../run.ts";
import { topologyOf, USUAL_SITE } from "../site.ts";
import { createLabMachine, type LabMachine, type LabMachineOptions } from "../tools/machine.ts";
import type { Lab } from "../world.ts";
import type { LabBackup } from "./backup.ts";

export interface OpenLabRequest {
  readonly backup: LabBackup;
  readonly seed: number;
  readonly speed: Speed;
  /** Where the servers' event logs, databases and `topology.json` are kept. Default: nowhere. */
  readonly disk?: Disk;
}

export interface OpenedLab {
  readonly lab: Lab;
  /** The server that is backed up. */
  readonly machine: LabMachine;
  /** What is to be backed up there. */
  readonly database: string;
}

/**
 * Two simulated servers whose logs go back for an hour, on the first of which a backup can be made now, and the story is about
 * to happen. With a clock that follows real time that hour is in the past.
 */
export async function openLabBackup(
  { backup, seed, speed, disk = NO_DISK }: OpenLabRequest,
  options: Omit<LabMachineOptions, "faults">,
  real: RealTime,
): Promise<OpenedLab> {
  const site = backup.site ?? USUAL_SITE;
  const begin = speed === "max" ? FIXED_BEGIN : real.now() - STORY_BEGINS * 1000;
  const clock = createClock(begin, speed, real, STORY_BEGINS);
  const lab = createLab({ site, seed, clock, disk });
  disk.write("topology.json", new TextEncoder().encode(`${JSON.stringify(topologyOf(site), null, 2)}\n`));
  await lab.queue.run(STORY_BEGINS);
  const [server] = lab.servers;
  const machine = createLabMachine(lab, server, options);
  const database = backup.database ?? "SIM-DB01";
  const found = lab.databases.find(({ name }) => name === database);
  const copy = found === undefined ? undefined : copyOn(found, server);
  if (copy === undefined) throw new Error(`${database} has no copy on ${server.short}`);
  const other = copy.database.copies.find((one) => one !== copy);
  backup.order({ lab, state: machine.state, copy, other });
  return { lab, machine, database };
}
