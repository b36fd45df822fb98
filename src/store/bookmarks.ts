import type { LogReading } from "../model/log-reading.ts";
import type { Input } from "../model/report.ts";
import type { Position } from "../model/source.ts";
import type { Bookmarks } from "../model/store.ts";
import type { Database } from "./database.ts";
import { column, pack, unpack } from "./rows.ts";

interface Reading {
  readonly source: string;
  readonly input: string;
  readonly logs: readonly LogReading[];
}

export function createBookmarks(database: Database): Bookmarks {
  return {
    position(source) {
      const row = database.get("SELECT body, sum FROM bookmarks WHERE source = ?", column(source));
      return row === null ? null : (unpack(database, row, `table bookmarks, row ${source}`) as Position);
    },
    taken(source, input) {
      const sql = "SELECT body, sum FROM taken WHERE source = ? AND input = ?";
      const row = database.get(sql, column(source), column(input));
      return row === null ? 0 : (unpack(database, row, `table taken, row ${source}, ${input}`) as number);
    },
    put(source, input, { position, taken }) {
      database.together(() => {
        database.run(
          `INSERT INTO bookmarks (source, body, sum) VALUES (?, ?, ?)
           ON CONFLICT (source) DO UPDATE SET body = excluded.body, sum = excluded.sum`,
          column(source),
          ...pack(position),
        );
        database.run(
          `INSERT INTO taken (source, input, body, sum) VALUES (?, ?, ?, ?)
           ON CONFLICT (source, input) DO UPDATE SET body = excluded.body, sum = excluded.sum`,
          column(source),
          column(input),
          ...pack(taken),
        );
      });
    },
    readings: () =>
      database
        .all("SELECT id, body, sum FROM readings ORDER BY id")
        .map((row) => unpack(database, row, `table readings, row ${row.id}`) as Reading),
    putReadings(source, input, logs) {
      const reading: Reading = { source, input, logs };
      database.run(
        `INSERT INTO readings (source, input, body, sum) VALUES (?, ?, ?, ?)
         ON CONFLICT (source, input) DO UPDATE SET body = excluded.body, sum = excluded.sum`,
        column(source),
        column(input),
        ...pack(reading),
      );
    },
    inputs: () =>
      database
        .all("SELECT id, body, sum FROM inputs ORDER BY id")
        .map((row) => unpack(database, row, `table inputs, row ${row.id}`) as Input),
    putInput(input) {
      database.run(
        `INSERT INTO inputs (path, body, sum) VALUES (?, ?, ?)
         ON CONFLICT (path) DO UPDATE SET body = excluded.body, sum = excluded.sum`,
        column(input.path),
        ...pack(input),
      );
    },
  };
}
