import { existsSync, statSync } from "node:fs";
import type { Store } from "../model/store.ts";
import { createAlerts } from "./alerts.ts";
import { createBookmarks } from "./bookmarks.ts";
import { connect, type Database } from "./database.ts";
import { createDocuments } from "./documents.ts";
import { createEventLog } from "./events.ts";
import { filesIn, makeFolder, makePrivate, type StoreFiles, sizeOf } from "./files.ts";
import { type Lock, takeLock } from "./lock.ts";
import { createMachineLog } from "./machine.ts";
import { migrate, versionOf } from "./migrate.ts";
import { createOutbox } from "./outbox.ts";
import { prune } from "./prune.ts";
import { StoreError } from "./store-error.ts";
import { createVerdicts } from "./verdicts.ts";

export interface StoreOptions {
  /** The state directory. */
  readonly folder: string;
  /** `watch`: made where there is none, and held against other watchers; `read`: only read, while one runs or not. */
  readonly mode: "watch" | "read";
  readonly log?: StoreLog;
}

export interface StoreLog {
  info(what: Readonly<Record<string, unknown>>, message: string): void;
}

export interface OpenedStore extends Store {
  readonly opening: Opening;
}

/** What opening found. */
export interface Opening {
  readonly file: string;
  /** There was none. */
  readonly created: boolean;
  /** The version that it was brought up from; null: it was as new as this program. */
  readonly broughtUpFrom: number | null;
  /** The last watcher did not come to close it; nothing that was committed is lost. */
  readonly unclean: boolean;
}

/** @throws StoreError */
export function openStore({ folder, mode, log }: StoreOptions): OpenedStore {
  const files = filesIn(folder);
  const { database, opening, lock } = mode === "watch" ? openToWatch(files) : openToRead(files);
  log?.info({ ...opening }, "store opened");
  const documents = createDocuments(database, "documents");
  const events = createEventLog(database, documents);
  return {
    opening,
    transaction: database.transaction,
    bookmarks: createBookmarks(database),
    events,
    machine: createMachineLog(database),
    verdicts: createVerdicts(database, documents),
    alerts: createAlerts(database),
    outbox: createOutbox(database),
    notes: createDocuments(database, "notes"),
    prune: (before) => prune(database, { events }, before),
    size: () => sizeOf(files.store),
    close() {
      database.close();
      lock?.release();
    },
  };
}

interface Opened {
  readonly database: Database;
  readonly opening: Opening;
  readonly lock: Lock | null;
}

function openToWatch(files: StoreFiles): Opened {
  makeFolder(files.folder);
  const lock = takeLock(files);
  try {
    const created = !existsSync(files.store);
    const unclean = leftBehind(files.store);
    makePrivate(files.store);
    const database = connect(files.store, { readOnly: false });
    try {
      database.exec("PRAGMA auto_vacuum = INCREMENTAL");
      const from = versionOf(database);
      database.exec("PRAGMA journal_mode = WAL");
      database.exec(SETTINGS);
      migrate(database);
      const broughtUpFrom = created || from === versionOf(database) ? null : from;
      return { database, lock, opening: { file: files.store, created, broughtUpFrom, unclean } };
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** synchronous = FULL: a commit is on the disk when it returns. The log that is written ahead stays below some 8 MiB. */
const SETTINGS = `
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA wal_autocheckpoint = 1000;
  PRAGMA journal_size_limit = 8388608;
  PRAGMA cell_size_check = ON;
  PRAGMA trusted_schema = OFF;
`;

function openToRead(files: StoreFiles): Opened {
  if (!existsSync(files.store))
    throw new StoreError(
      "no-store",
      `There is no store ${files.store}. Run thawline watch with this state directory first, or name another with --state.`,
    );
  const database = connect(files.store, { readOnly: true });
  try {
    versionOf(database);
  } catch (error) {
    database.close();
    throw error;
  }
  const opening = {
    file: files.store,
    created: false,
    broughtUpFrom: null,
    unclean: leftBehind(files.store),
  };
  return { database, lock: null, opening };
}

function leftBehind(store: string): boolean {
  return (statSync(`${store}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
