import { firstLabel } from "../model/names.ts";
import type { Clock } from "./clock.ts";
import { type Disk, NO_DISK } from "./disk.ts";
import { createEventLogs } from "./event-log.ts";
import { serverOf } from "./events/draft.ts";
import { noise } from "./noise.ts";
import { createQueue } from "./queue.ts";
import { createRandom } from "./random.ts";
import { replicating, truncating } from "./replication.ts";
import { SERVERS, type Site } from "./site.ts";
import { createDatabase } from "./store/database.ts";
import { generating } from "./store/engine.ts";
import type { Lab, LabServer } from "./world.ts";
import { createWriter } from "./writer.ts";

export interface LabOptions {
  readonly site: Site;
  readonly seed: number;
  readonly clock: Clock;
  /** Default: nothing is kept but the events. */
  readonly disk?: Disk;
}

/** Sets the servers up and lets them go on: stores generate logs, copies follow, other software writes events. */
export function createLab({ site, seed, clock, disk = NO_DISK }: LabOptions): Lab {
  const queue = createQueue(clock);
  const random = createRandom(seed);
  const logs = createEventLogs(queue, clock.begin, disk);
  const create = (name: string, skewSeconds: number): LabServer => {
    const server = serverOf(name, site.version, { skewSeconds });
    const made: LabServer = {
      server,
      short: firstLabel(server.name),
      writer: createWriter(() => lab, server),
    };
    return made;
  };
  const servers = [create(SERVERS[0], 0), create(SERVERS[1], site.skewSeconds ?? 0)] as const;
  const lab: Lab = {
    clock,
    queue,
    random,
    disk,
    logs,
    site,
    servers,
    shadows: new Set(),
    asked: [],
    backups: [],
    databases: site.databases.map((options) => createDatabase(options, servers, { clock, disk, random })),
  };
  for (const { server } of servers) queue.start(noise(lab, server));
  for (const database of lab.databases) {
    queue.start(generating(lab, database));
    for (const copy of database.copies) queue.start(replicating(lab, database, copy));
    queue.start(truncating(lab, database));
  }
  return lab;
}
