import { existsSync } from "node:fs";
import { createStoreFile } from "./create-file.ts";
import { connect, type Database } from "./database.ts";
import { leftBehind, makeFolder, makePrivate, type StoreFiles } from "./files.ts";
import { inspect } from "./inspect.ts";
import { takeLock } from "./lock.ts";
import { migrate } from "./migrate.ts";
import type { Opened } from "./opened.ts";
import { MIGRATIONS } from "./schema.ts";
import { corrupt, StoreError } from "./store-error.ts";

/**
 * For each connection that writes. FULL: what was committed is on the disk. The write-ahead log is brought into the store
 * every 4 MiB, and cut back to that when a large transaction made it larger.
 */
const SETTINGS = `
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA wal_autocheckpoint = 1000;
  PRAGMA journal_size_limit = 4194304;
  PRAGMA cell_size_check = ON;
  PRAGMA trusted_schema = OFF;
`;

/** @throws StoreError */
export function openToWatch(files: StoreFiles, migrations = MIGRATIONS): Opened {
  makeFolder(files.folder);
  const lock = takeLock(files);
  try {
    const unclean = leftBehind(files.store);
    const created = !existsSync(files.store);
    // Beside a new store it would be taken for the new one's.
    if (created && unclean) throw corrupt(files.store, "it is gone, and its write-ahead log is there");
    if (created) createStoreFile(files, migrations);
    makePrivate(files.store);
    const { version, checked } = inspect(files.store, migrations);
    const database = connectToWrite(files.store);
    migrate(database, version, migrations);
    const broughtUpFrom = version < migrations.length ? version : null;
    return {
      database,
      opening: { file: files.store, created, broughtUpFrom, unclean, checked },
      close() {
        try {
          emptyLog(database);
        } finally {
          database.close();
          lock.release();
        }
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function connectToWrite(store: string): Database {
  const database = connect(store, { readOnly: false });
  try {
    const mode = database.get("PRAGMA journal_mode = WAL")?.journal_mode;
    if (mode !== "wal")
      throw new StoreError(
        "denied",
        `The store ${store} cannot be shared between programs (journal mode ${mode}). Keep the state directory on a local disk.`,
      );
    database.exec(SETTINGS);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The driver keeps files open until its statements are collected, so SQLite does not do this by itself at the end. */
function emptyLog(database: Database): void {
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (error) {
    // Where there is no room, all stays in the log, and is brought into the store when it is opened next.
    if (!(error instanceof StoreError) || error.kind !== "full") throw error;
  }
}
