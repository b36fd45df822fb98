import { connect } from "./database.ts";
import { makePrivate, type StoreFiles } from "./files.ts";
import { StoreError } from "./store-error.ts";

export interface Lock {
  release(): void;
}

/** A watcher that is ending gets so long, in ms. */
const PATIENCE_MS = 1_000;

/**
 * Holds a state directory for one watcher. The lock is one on a file, taken through SQLite since Node has none: the system
 * sets it free when the process ends, however it ends, on Windows and elsewhere alike. A file of its own, so that
 * the store can be read meanwhile.
 */
export function takeLock({ folder, lock }: StoreFiles): Lock {
  makePrivate(lock);
  const database = connect(lock, { readOnly: false, busyMs: PATIENCE_MS });
  try {
    // Nothing is ever written to it, so no journal has to lie beside it.
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (!(error instanceof StoreError) || error.kind !== "in-use") throw error;
    throw new StoreError(
      "in-use",
      `Another watcher uses the state directory ${folder} (it holds ${lock}). Stop it, or give this one a directory of its own with --state.`,
      error,
    );
  }
  return { release: () => database.close() };
}
