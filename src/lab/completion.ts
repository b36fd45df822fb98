import { freeBelow } from "./backup.ts";
import { ese, repl } from "./events/drafts.ts";
import { copyName } from "./events/steps.ts";
import { activeOf } from "./find.ts";
import { deleteLogs, putState } from "./store/files.ts";
import type { Backup, Copy, Lab, LabDatabase } from "./world.ts";

/** What the writer does when the requester says that the backup is over, database by database. */
const NOT_BACKED_UP = "FFFFFFFC";
const INVALID_STATE = "8007064A";
/** Seconds from the requester's word until the writer has said that it is complete. */
const REQUESTED_AFTER = 2;

/** Whether the engine has lost its part of a backup: it was dismounted, or its process is another one. */
export function isLost({ frozenAt }: Pick<Backup, "frozenAt">, copy: Copy): boolean {
  const pid = frozenAt.get(copy)?.pid ?? null;
  if (pid === null) return false;
  return !copy.active || copy.status !== "Mounted" || copy.engine.pid !== pid;
}

/** Events of the completion, and the truncation that follows from them. */
export function tellCompletion(lab: Lab, backup: Backup, failed: ReadonlySet<string>): void {
  const { queue, logs } = lab;
  const at = queue.now();
  const { server } = backup.plan;
  const put = (after: number, draft: Parameters<typeof logs.write>[2]): void =>
    void logs.write(server, at + after, draft);
  const lost = backup.copies.filter((copy) => isLost(backup, copy));
  const refused = backup.copies.filter((copy) => failed.has(copy.database.name) && !lost.includes(copy));
  const bad = [...lost, ...refused];
  const but = bad.map(({ database }) => database.name);
  backup.steps.endSessions(at, but);
  for (const { active, engine, database } of refused) {
    if (active) put(0.2, ese(engine, 2006, [backup.steps.session(database.name)]));
  }
  for (const { database } of lost)
    put(0.4, repl(2048, [backup.guid, INVALID_STATE, copyName({ server }, database)]));
  backup.steps.completeDatabases(at + 0.6, but);
  for (const { database } of refused) put(0.8, repl(2038, [backup.guid, database.guid]));
  if (bad.length === 0) backup.steps.complete(at + 1);
  else put(1, repl(2034, [backup.guid, refused.length > 0 ? NOT_BACKED_UP : INVALID_STATE]));
  backup.steps.shutdown(at + 3);
  for (const copy of backup.copies) if (!bad.includes(copy)) release(lab, backup, copy);
}

/** Lets the logs go that a good full or incremental backup holds: at once, or when all copies agree. */
function release({ disk, clock, queue }: Lab, backup: Backup, copy: Copy): void {
  if (backup.type !== "full" && backup.type !== "incremental") return;
  const { database } = copy;
  const generation = backup.frozenAt.get(copy)?.generation ?? 0;
  const below = freeBelow(copy, backup);
  database.backedUp = Math.max(database.backedUp, generation);
  if (backup.type === "full") {
    database.lastFull = { generation, time: Math.round(clock.begin + clock.now() * 1000) };
  }
  if (database.copies.length > 1) queue.at(queue.now() + REQUESTED_AFTER, () => request(database));
  else {
    const range = deleteLogs(disk, copy, below);
    if (range !== null) database.deletions.push({ at: clock.now(), first: range[0], last: range[1] });
  }
  const active = activeOf(database);
  if (active.status === "Mounted") putState(disk, active);
}

/** 2046: "will occur on the active copy after the next log generation is created". */
function request(database: LabDatabase): void {
  if (database.truncation === "none") database.truncation = "requested";
}
