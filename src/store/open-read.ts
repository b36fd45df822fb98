import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { connect, type Database } from "./database.ts";
import { leftBehind, type StoreFiles } from "./files.ts";
import { versionOf } from "./migrate.ts";
import { openToWatch } from "./open-watch.ts";
import type { Opened } from "./opened.ts";
import { MIGRATIONS } from "./schema.ts";
import { StoreError } from "./store-error.ts";

/** @throws StoreError */
export function openToRead(files: StoreFiles, migrations = MIGRATIONS): Opened {
  const { store } = files;
  if (!existsSync(store))
    throw new StoreError(
      "no-store",
      `There is no store ${store}. Run thawline watch with this state directory first, or name another with --state.`,
    );
  const unclean = leftBehind(store);
  const { database, version } = connectToRead(store, migrations);
  const opening = { file: store, created: false, broughtUpFrom: null, unclean, checked: "nothing" } as const;
  if (version === migrations.length) return { database, opening, close: database.close };
  database.close();
  bringUp(files, version, migrations);
  const { database: newer } = connectToRead(store, migrations);
  return { database: newer, opening: { ...opening, broughtUpFrom: version }, close: newer.close };
}

interface Found {
  readonly database: Database;
  readonly version: number;
}

function connectToRead(store: string, migrations: readonly string[]): Found {
  try {
    return versioned(store, store, migrations);
  } catch (error) {
    const denied = error instanceof StoreError && error.kind === "denied";
    // Where the folder cannot be written (a copy on another medium), SQLite reads a store only if told that nobody
    // writes it. That is so when nothing is in its write-ahead log.
    if (!denied || leftBehind(store)) throw error;
    return versioned(store, new URL(`${pathToFileURL(store).href}?immutable=1`), migrations);
  }
}

function versioned(store: string, location: string | URL, migrations: readonly string[]): Found {
  const database = connect(store, { readOnly: true, location });
  try {
    return { database, version: versionOf(database, migrations) };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A store of an earlier version is brought up by whoever comes first, unless a watcher of that version still runs. */
function bringUp(files: StoreFiles, version: number, migrations: readonly string[]): void {
  try {
    openToWatch(files, migrations).close();
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== "in-use") throw error;
    throw new StoreError(
      "in-use",
      `The store ${files.store} is of an earlier version (${version}), and a watcher of that version is running. Start the watcher anew with this version of Thawline.`,
      error,
    );
  }
}
