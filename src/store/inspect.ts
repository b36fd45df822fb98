import { connect, type Database } from "./database.ts";
import { sizeOf } from "./files.ts";
import { versionOf } from "./migrate.ts";
import { MIGRATIONS } from "./schema.ts";
import { corrupt } from "./store-error.ts";

/** Up to this size, in bytes, all of a store is checked when it is opened: about a second. */
const WHOLE_BELOW = 256 * 1024 * 1024;
/** What makes a large store large. Their rows have checksums, and are checked when they are read. */
const LARGE_TABLES = ["events", "jobs"];

export interface Inspection {
  readonly version: number;
  /** What was checked for damage: all of the file, or all tables but the large ones. */
  readonly checked: "whole" | "small tables";
}

/**
 * Looks at a store before anything is written to it, on a connection that cannot write: a store that is refused is left
 * as it is, its write-ahead log with it.
 *
 * @throws StoreError
 */
export function inspect(store: string, migrations = MIGRATIONS, wholeBelow = WHOLE_BELOW): Inspection {
  const database = connect(store, { readOnly: true });
  try {
    const version = versionOf(database, migrations);
    if (sizeOf(store) <= wholeBelow) {
      check(database, "PRAGMA integrity_check(1)");
      return { version, checked: "whole" };
    }
    for (const { name } of database.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"))
      if (!LARGE_TABLES.includes(String(name))) check(database, `PRAGMA integrity_check('${name}')`);
    return { version, checked: "small tables" };
  } finally {
    database.close();
  }
}

function check(database: Database, sql: string): void {
  const said = String(database.get(sql)?.integrity_check);
  if (said !== "ok") throw corrupt(database.file, said.replaceAll(/\s+/g, " "));
}
