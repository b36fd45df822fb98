import { closedLogName } from "../../parsers/ese/index.ts";
import { ese, repl } from "./events/drafts.ts";
import { copyName } from "./events/steps.ts";
import { activeOf } from "./find.ts";
import type { Script } from "./queue.ts";
import { deleteLogs, putLog, putState } from "./store/files.ts";
import { CHECKPOINT_DEPTH } from "./store/sizes.ts";
import type { Copy, Lab, LabDatabase } from "./world.ts";

const COPY_SECONDS = [20, 60] as const;
/** The replication service asks each copy so often (docs/events.md, timing). */
const TRUNCATION_SECONDS = 180;
/** Equal warnings are written once in such a time. */
const SUPPRESSED_SECONDS = 1800;

/** A passive copy: copies closed logs, inspects them, and replays them after its lag. */
export function* replicating({ disk, clock, random }: Lab, database: LabDatabase, copy: Copy): Script {
  const own = random.fork(`copy of ${database.name} on ${copy.server.short}`);
  for (;;) {
    yield own.between(...COPY_SECONDS);
    if (copy.active || copy.status !== "Healthy" || copy.frozenBy !== null) continue;
    const source = database.copies.find(({ active }) => active);
    if (source === undefined) continue;
    const before = copy.replayed;
    for (
      let next = source.logs.get(copy.inspected + 1);
      next !== undefined;
      next = source.logs.get(copy.inspected + 1)
    ) {
      putLog(disk, copy, next);
      copy.inspected = next.generation;
    }
    const due = clock.begin + (clock.now() - copy.lagSeconds) * 1000;
    for (
      let next = copy.logs.get(copy.replayed + 1);
      next !== undefined;
      next = copy.logs.get(copy.replayed + 1)
    ) {
      if (copy.lagSeconds > 0 && next.created > due) break;
      for (const change of next.changes) copy.image.change(change);
      copy.replayed = next.generation;
    }
    if (copy.replayed === before) continue;
    copy.checkpoint = Math.max(copy.checkpoint, copy.replayed + 1 - CHECKPOINT_DEPTH);
    putState(disk, copy);
  }
}

/** Deletes the logs of a replicated database that a backup has set free and that no copy needs any more. */
export function* truncating(lab: Lab, database: LabDatabase): Script {
  let told = Number.NEGATIVE_INFINITY;
  yield lab.random.fork(`truncation of ${database.name}`).between(0, TRUNCATION_SECONDS);
  for (;;) {
    yield TRUNCATION_SECONDS;
    if (database.truncation !== "due" || database.copies.length < 2) continue;
    const mute = database.copies.find((copy) => copy.mute && !copy.active);
    if (mute !== undefined) {
      if (lab.queue.now() - told >= SUPPRESSED_SECONDS) {
        tellNoPoint(lab, mute);
        told = lab.queue.now();
      }
      continue;
    }
    truncate(lab, database);
  }
}

function truncate({ disk, logs, queue }: Lab, database: LabDatabase): void {
  const active = activeOf(database);
  const below = truncationPoint(database);
  const range = active.status === "Mounted" ? deleteLogs(disk, active, below) : null;
  if (range === null) return;
  database.deletions.push({ at: queue.now(), first: range[0], last: range[1] });
  const paths = range.map((generation) => logPath(database, generation));
  logs.write(active.server.server, queue.now(), ese(active.engine, 224, paths, { database: database.name }));
  // A passive copy deletes without a word (docs/correlation.md); a lagged one keeps what it has not replayed.
  for (const copy of database.copies) {
    if (copy !== active) deleteLogs(disk, copy, Math.min(below, copy.checkpoint));
  }
  database.truncation = "none";
}

/** Logs below may go: backed up, not needed by the active copy, and safe with all others (docs/correlation.md). */
export function truncationPoint({ backedUp, copies }: LabDatabase): number {
  const points = copies.map((copy) => (copy.lagSeconds > 0 ? copy.inspected + 1 : copy.checkpoint));
  return Math.min(backedUp, ...points);
}

export function logPath({ name }: LabDatabase, generation: number): string {
  return `D:\\Logs\\${name}\\${closedLogName("E00", generation)}`;
}

function tellNoPoint({ logs, queue }: Lab, copy: Copy): void {
  const { server } = copy.server;
  const message = "Failed to notify source server about the local truncation point. Hresult: 0xc8000713.";
  logs.write(server, queue.now(), repl(2137, [copyName({ server }, copy.database), message]));
}
