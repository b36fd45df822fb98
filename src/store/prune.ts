import type { Store } from "../model/store.ts";
import type { Database } from "./database.ts";

/** Pages given back to the disk at a time (4 KiB each): little enough that nothing has to wait for it. */
const PAGES_AT_ONCE = 1_000;

export function prune(database: Database, { events }: Pick<Store, "events">, before: number): number {
  const gone = database.together(
    () =>
      database.run("DELETE FROM jobs WHERE last < ?", before) +
      database.run("DELETE FROM alerts WHERE resolved_at < ?", before) +
      database.run("DELETE FROM outbox WHERE state = 'sent' AND ended_at < ?", before) +
      database.run("DELETE FROM outbox WHERE state = 'dead' AND created_at < ?", before) +
      database.run("DELETE FROM events WHERE second < ?", events.settled() ?? Number.MIN_SAFE_INTEGER),
  );
  database.exec(`PRAGMA incremental_vacuum(${PAGES_AT_ONCE})`);
  return gone;
}
