import type { Placed } from "../model/event.ts";
import type { EventLog } from "../model/store.ts";
import type { Database, Row } from "./database.ts";
import type { Documents } from "./documents.ts";
import { pack, unpack } from "./rows.ts";

/** So many events are read ahead; no statement stays open, so that the store can be written between two of them. */
const READ_AHEAD = 512;
const SETTLED = "settled";

export function createEventLog(database: Database, documents: Documents): EventLog {
  const read = (row: Row): Placed => unpack(database, row, `table events, row ${row.id}`) as Placed;
  const of = (second: number): readonly Placed[] =>
    database.all("SELECT id, body, sum FROM events WHERE second = ? ORDER BY id", second).map(read);
  const settled = (): number | null => documents.get(SETTLED) as number | null;
  return {
    add(events) {
      database.together(() => {
        for (const { second, placed } of events) {
          const [body, sum] = pack(placed);
          database.run("INSERT INTO events (second, body, sum) VALUES (?, ?, ?)", second, body, sum);
        }
      });
    },
    *from(second) {
      for (let next = second; ; ) {
        const rows = database.all(
          "SELECT id, second, body, sum FROM events WHERE second >= ? ORDER BY second, id LIMIT ?",
          next,
          READ_AHEAD,
        );
        const last = rows.at(-1);
        if (last === undefined) return;
        for (const [at, some] of bySecond(rows)) {
          // The last of them may go on behind what was read.
          const whole = at !== last.second || rows.length < READ_AHEAD;
          yield { second: at, placed: whole ? some.map(read) : of(at) };
        }
        if (rows.length < READ_AHEAD) return;
        next = Number(last.second) + 1;
      }
    },
    of,
    count: () => Number(database.get("SELECT count(*) AS events FROM events")?.events),
    settle(second) {
      database.together(() => {
        database.run("DELETE FROM events WHERE second < ?", second);
        documents.put(SETTLED, Math.max(second, settled() ?? second));
      });
    },
    settled,
  };
}

function bySecond(rows: readonly Row[]): ReadonlyMap<number, readonly Row[]> {
  const seconds = new Map<number, Row[]>();
  for (const row of rows) {
    const known = seconds.get(Number(row.second));
    if (known === undefined) seconds.set(Number(row.second), [row]);
    else known.push(row);
  }
  return seconds;
}
