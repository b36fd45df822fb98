import type { Store } from "../model/store.ts";
import { createAlerts } from "./alerts.ts";
import { createBookmarks } from "./bookmarks.ts";
import { createDocuments } from "./documents.ts";
import { createEventLog } from "./events.ts";
import { filesIn, sizeOf } from "./files.ts";
import { createMachineLog } from "./machine.ts";
import { openToRead } from "./open-read.ts";
import { openToWatch } from "./open-watch.ts";
import type { Opened, Opening } from "./opened.ts";
import { createOutbox } from "./outbox.ts";
import { prune } from "./prune.ts";
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

/** @throws StoreError here and in each call */
export function openStore({ folder, mode, log }: StoreOptions): OpenedStore {
  const files = filesIn(folder);
  const opened = mode === "watch" ? openToWatch(files) : openToRead(files);
  log?.info({ ...opened.opening }, "store opened");
  return storeOn(opened);
}

export function storeOn({ database, opening, close }: Opened): OpenedStore {
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
    size: () => sizeOf(database.file),
    close,
  };
}
