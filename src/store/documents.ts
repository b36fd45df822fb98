import type { Database } from "./database.ts";
import { column, pack, unpack } from "./rows.ts";

/** JSON by name, in a table of its own. */
export interface Documents {
  /** Null where there is none. */
  get(name: string): unknown;
  put(name: string, value: unknown): void;
}

export function createDocuments(database: Database, table: "documents" | "notes"): Documents {
  return {
    get(name) {
      const row = database.get(`SELECT body, sum FROM ${table} WHERE name = ?`, column(name));
      return row === null ? null : unpack(database, row, `table ${table}, row ${name}`);
    },
    put(name, value) {
      database.run(
        `INSERT INTO ${table} (name, body, sum) VALUES (?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET body = excluded.body, sum = excluded.sum`,
        column(name),
        ...pack(value),
      );
    },
  };
}
