import type { Script } from "../queue.ts";
import type { Random } from "../random.ts";
import type { Copy, Lab, LabDatabase } from "../world.ts";
import { logBytes, putLog, putState } from "./files.ts";
import type { Change } from "./image.ts";
import { CHECKPOINT_DEPTH, LEAVES } from "./sizes.ts";

/** Seconds in which a log fills. */
const LOG_SECONDS = [300, 1200] as const;
const FROZEN_SECONDS = 2;
const CHANGES = 3;

/** A store at work: mail comes, pages change, and every few minutes a log is full. */
export function* generating(lab: Lab, database: LabDatabase): Script {
  const random = lab.random.fork(`logs of ${database.name}`);
  for (;;) {
    yield random.between(...LOG_SECONDS);
    const active = database.copies.find((copy) => copy.active && copy.status === "Mounted");
    if (active === undefined) continue;
    while (active.frozenBy !== null) yield FROZEN_SECONDS;
    if (active.active && active.status === "Mounted" && !active.full) roll(lab, active, random);
  }
}

/** Closes the current log and begins the next; what was logged reaches the database file. */
export function roll({ disk, clock }: Lab, copy: Copy, random: Random): void {
  const { database } = copy;
  const changes: Change[] = [];
  for (let n = 0; n < CHANGES; n++) {
    database.dbtime += random.integer(1, 40);
    changes.push({ leaf: random.integer(0, LEAVES - 1), dbtime: database.dbtime });
  }
  const closed = logBytes(database, database.current, copy.checkpoint, changes);
  putLog(disk, copy, closed);
  for (const change of changes) copy.image.change(change);
  database.current = {
    generation: closed.generation + 1,
    created: Math.round(clock.begin + clock.now() * 1000),
    previous: closed,
  };
  if (database.truncation === "requested") database.truncation = "due";
  copy.inspected = closed.generation;
  copy.replayed = closed.generation;
  if (!copy.stuck) copy.checkpoint = Math.max(copy.checkpoint, closed.generation + 1 - CHECKPOINT_DEPTH);
  putState(disk, copy);
}
