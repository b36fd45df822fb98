import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { connect } from "./database.ts";
import { makePrivate, type StoreFiles, WINDOWS } from "./files.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./schema.ts";
import { troubleWith } from "./store-error.ts";

/**
 * Makes an empty store beside its place and moves it there: a store is whole or not there, so that an empty file is
 * known for a damaged one and never taken for a new store. For the holder of the lock.
 */
export function createStoreFile({ folder, store, draft }: StoreFiles, migrations = MIGRATIONS): void {
  try {
    for (const file of [draft, `${draft}-journal`]) rmSync(file, { force: true });
    makePrivate(draft);
    // Nothing is prepared on this connection: the driver would hold the file open beyond `close`.
    const database = connect(draft, { readOnly: false });
    try {
      database.exec("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA synchronous = FULL");
      migrate(database, 0, migrations);
    } finally {
      database.close();
    }
    renameSync(draft, store);
    syncFolder(folder);
  } catch (error) {
    throw troubleWith(store, error);
  }
}

/** Puts the new name on the disk; Windows does so by itself and opens no folders. */
function syncFolder(folder: string): void {
  if (WINDOWS) return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
