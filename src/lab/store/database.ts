import { closedLogName } from "../../../parsers/ese/index.ts";
import type { Clock } from "../clock.ts";
import type { Disk } from "../disk.ts";
import { engineOf } from "../events/background.ts";
import { guidOf, hash } from "../events/draft.ts";
import type { Random } from "../random.ts";
import type { DatabaseOptions } from "../site.ts";
import type { Copy, LabDatabase, LabServer, LogFile } from "../world.ts";
import { headerOf, logBytes, putCheckpoint } from "./files.ts";
import { createImage } from "./image.ts";
import { CHECKPOINT_DEPTH, LEAVES } from "./sizes.ts";

const OLD_LOGS = 12;
const LOG_SECONDS = 600;

interface Surroundings {
  readonly clock: Clock;
  readonly disk: Disk;
  readonly random: Random;
}

/** A database that was in use for long: some closed logs are there, older ones were deleted. */
export function createDatabase(
  options: DatabaseOptions,
  servers: readonly [LabServer, LabServer],
  { clock, disk }: Surroundings,
): LabDatabase {
  const { name, active, copies: count, lagSeconds = 0 } = options;
  const seed = hash(name);
  const founded = clock.begin - 90 * 86_400_000;
  const first = 0xa00 + (seed % 0x400);
  const current = first + OLD_LOGS;
  const copies: Copy[] = [];
  const database: LabDatabase = {
    name,
    guid: guidOf(`database ${name}`),
    signature: { random: seed, created: founded },
    logSignature: { random: seed ^ 0x5a5a_5a5a, created: founded },
    copies,
    current: { generation: current, created: clock.begin - LOG_SECONDS * 500, previous: null },
    dbtime: 10_000,
    backedUp: 0,
    truncation: "none",
    deletions: [],
    lastFull: null,
  };
  const old: LogFile[] = [];
  for (let generation = first; generation < current; generation++) {
    const created = clock.begin - (current - generation + 1) * LOG_SECONDS * 1000;
    old.push(logBytes(database, { generation, created, previous: old.at(-1) ?? null }, first, []));
  }
  database.current.previous = old.at(-1) ?? null;
  for (const server of count === 2 ? servers : [servers[active]]) {
    const isActive = server === servers[active];
    const folder = `${server.short}/db/${name}`;
    const header = headerOf(
      database,
      { active: isActive, replayed: current - 1, checkpoint: current - CHECKPOINT_DEPTH },
      old,
    );
    const copy: Copy = {
      database,
      server,
      lagSeconds: isActive ? 0 : lagSeconds,
      folder,
      image: createImage({ name, path: `${folder}/${name}.edb`, disk, header, leaves: LEAVES }),
      logs: new Map(old.map((log) => [log.generation, log])),
      active: isActive,
      status: isActive ? "Mounted" : "Healthy",
      inspected: current - 1,
      replayed: current - 1,
      checkpoint: current - CHECKPOINT_DEPTH,
      engine: engineOf(server.server, name),
      frozenBy: null,
      stuck: false,
      full: false,
      mute: false,
    };
    for (const log of old) disk.write(`${folder}/${closedLogName("E00", log.generation)}`, log.bytes);
    copies.push(copy);
    putCheckpoint(disk, copy);
  }
  return database;
}
