import { connect, type Database } from "./database.ts";
import { sizeOf } from "./files.ts";
import { migrate, versionOf } from "./migrate.ts";
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
    checkTables(database, migrations.slice(0, version));
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

/** Nothing that its migrations made is missing or another; what somebody added is no harm. */
function checkTables(database: Database, migrations: readonly string[]): void {
  const model = connect(":memory:", { readOnly: false });
  migrate(model, 0, migrations);
  const tables = (one: Database): readonly string[] =>
    one.all("SELECT type, name, tbl_name, sql FROM sqlite_schema").map((row) => JSON.stringify(row));
  const there = new Set(tables(database));
  const missing = tables(model).filter((table) => !there.has(table));
  model.close();
  if (missing.length > 0) throw corrupt(database.file, "its tables are not those of a store");
}

function check(database: Database, sql: string): void {
  const said = String(database.get(sql)?.integrity_check);
  if (said !== "ok") throw corrupt(database.file, said.replaceAll(/\s+/g, " "));
}
