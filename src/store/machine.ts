import type { MachineLog } from "../model/store.ts";
import type { Database } from "./database.ts";
import { pack, unpack } from "./rows.ts";

type Table = "concluded" | "strays";

/**
 * A state of second S is made from the events before S; a concluded job or stray of second S from an event of S. Hence
 * going back to S leaves the one and takes the other.
 */
export function createMachineLog(database: Database): MachineLog {
  const listed = (table: Table): readonly { readonly second: number; readonly value: unknown }[] =>
    database.all(`SELECT id, second, body, sum FROM ${table} ORDER BY id`).map((row) => ({
      second: Number(row.second),
      value: unpack(database, row, `table ${table}, row ${row.id}`),
    }));
  const append = (table: Table, second: number, value: unknown): void => {
    database.run(`INSERT INTO ${table} (second, body, sum) VALUES (?, ?, ?)`, second, ...pack(value));
  };
  return {
    stateBefore(second) {
      const row = database.get(
        "SELECT second, body, sum FROM states WHERE second <= ? ORDER BY second DESC LIMIT 1",
        second,
      );
      if (row === null) return null;
      return { second: Number(row.second), state: unpack(database, row, `table states, row ${row.second}`) };
    },
    putState(second, state) {
      database.run(
        `INSERT INTO states (second, body, sum) VALUES (?, ?, ?)
         ON CONFLICT (second) DO UPDATE SET body = excluded.body, sum = excluded.sum`,
        second,
        ...pack(state),
      );
    },
    concluded: () => listed("concluded").map(({ second, value }) => ({ second, job: value })),
    putConcluded: (second, job) => append("concluded", second, job),
    strays: () => listed("strays").map(({ second, value }) => ({ second, event: value })),
    putStray: (second, event) => append("strays", second, event),
    rewind(second) {
      database.together(() => {
        database.run("DELETE FROM states WHERE second > ?", second);
        database.run("DELETE FROM concluded WHERE second >= ?", second);
        database.run("DELETE FROM strays WHERE second >= ?", second);
      });
    },
    thin(second) {
      database.run(
        "DELETE FROM states WHERE second < (SELECT max(second) FROM states WHERE second <= ?)",
        second,
      );
    },
    forget(second) {
      database.together(() => {
        database.run("DELETE FROM concluded WHERE second < ?", second);
        database.run("DELETE FROM strays WHERE second < ?", second);
      });
    },
  };
}
