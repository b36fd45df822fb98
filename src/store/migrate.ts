import type { Database } from "./database.ts";
import { MIGRATIONS } from "./schema.ts";
import { StoreError } from "./store-error.ts";

/** @throws StoreError for a store that a later version wrote */
export function versionOf(database: Database, migrations = MIGRATIONS): number {
  const version = Number(database.get("PRAGMA user_version")?.user_version);
  if (version > migrations.length)
    throw new StoreError(
      "newer",
      `The store ${database.file} was written by a later version of Thawline (store version ${version}, this one knows ${migrations.length}). Use that version, or another state directory.`,
    );
  return version;
}

/** Brings a store up, a version at a time, each wholly or not at all. */
export function migrate(database: Database, migrations = MIGRATIONS): void {
  for (let version = versionOf(database, migrations); version < migrations.length; version += 1)
    database.transaction(() => {
      database.exec(migrations[version] ?? "");
      database.exec(`PRAGMA user_version = ${version + 1}`);
    });
}
