import type { Database } from "./database.ts";
import { MIGRATIONS } from "./schema.ts";
import { corrupt, StoreError } from "./store-error.ts";

/** In the header of each store, as SQLite asks of those who keep files of their own: "THAW". */
const APPLICATION = 0x54484157;

/**
 * Which migrations a store has had.
 *
 * @throws StoreError for a store that a later version wrote, and for a database of somebody else
 */
export function versionOf(database: Database, migrations = MIGRATIONS): number {
  const version = Number(database.get("PRAGMA user_version")?.user_version);
  const application = database.get("PRAGMA application_id")?.application_id;
  if (application !== APPLICATION || version < 1) throw corrupt(database.file, "it is no store of Thawline");
  if (version > migrations.length)
    throw new StoreError(
      "newer",
      `The store ${database.file} was written by a later version of Thawline (store version ${version}, this one knows ${migrations.length}). Use that version, or another state directory.`,
    );
  return version;
}

/** Brings a store up, a version at a time, each wholly or not at all. */
export function migrate(database: Database, from: number, migrations = MIGRATIONS): void {
  for (let version = from; version < migrations.length; version += 1)
    database.transaction(() => {
      database.exec(migrations[version] ?? "");
      database.exec(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${version + 1}`);
    });
}
