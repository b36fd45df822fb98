import { closedLogName } from "../../parsers/ese/index.ts";
import { guidOf } from "./events/draft.ts";
import { type Database, type JobType, type Plan, steps } from "./events/steps.ts";
import { activeOf, oldestLog } from "./find.ts";
import { truncationPoint } from "./replication.ts";
import type { Backup, Copy, Lab, LabServer } from "./world.ts";

/** A backup of these copies, all on one server. */
export function createBackup(lab: Lab, server: LabServer, type: JobType, copies: readonly Copy[]): Backup {
  const guid = guidOf(
    `${server.short} ${type} ${lab.queue.now()} ${copies.map((c) => c.database.name).join()}`,
  );
  const backup: Omit<Backup, "plan" | "steps"> = {
    guid,
    server,
    type,
    copies,
    frozenAt: new Map(),
    snapshot: new Map(),
    frozen: null,
    thawed: null,
    timedOut: new Set(),
    shadowsLost: false,
    abandoned: false,
    told: false,
  };
  const databases = copies.map((copy) => databaseOf(copy, backup));
  const spelling = (text: string): string => text;
  const plan: Plan = { history: lab.logs, server: server.server, guid, type, databases, spelling };
  return Object.assign(backup, { plan, steps: steps(plan) });
}

/** As the writer's events name it. What its truncation deletes is known only when it comes to that. */
function databaseOf(copy: Copy, backup: Omit<Backup, "plan" | "steps">): Database {
  const { database } = copy;
  const { name, copies } = database;
  const range = (): readonly [number, number] => [oldestLog(copy), freeBelow(copy, backup) - 1];
  return {
    name,
    role: copy.active ? (copies.length > 1 ? "active" : "standalone") : "passive",
    engine: activeOf(database).engine,
    mountedOn: activeOf(database).server.server,
    get logs(): readonly [string, string] {
      const [first, last] = range();
      return [closedLogName("E00", first), closedLogName("E00", last)];
    },
    get nothingToDelete() {
      const [first, last] = range();
      return last < first;
    },
  };
}

/** The generation below which the logs of a database may go after this backup. */
export function freeBelow(copy: Copy, { frozenAt }: Pick<Backup, "frozenAt">): number {
  const backedUp = Math.max(copy.database.backedUp, frozenAt.get(copy)?.generation ?? 0);
  return truncationPoint({ ...copy.database, backedUp });
}
