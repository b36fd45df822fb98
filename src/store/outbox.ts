import type { OutboxEntry } from "../model/alert.ts";
import type { Outbox } from "../model/store.ts";
import type { Database, Row } from "./database.ts";
import { column, pack, unpack } from "./rows.ts";

const COLUMNS = "id, state, created_at, attempts, next_attempt_at, last_error, body, sum";
/** In the place of a message that nobody reads any more: each holds a whole job. */
const GONE = pack(null);

/** What a row holds as JSON: the sink's name as well, as it was spelled. */
interface Body {
  readonly sink: string;
  readonly message: OutboxEntry["message"];
}

export function createOutbox(database: Database): Outbox {
  const read = (row: Row): OutboxEntry => ({
    ...(unpack(database, row, `table outbox, row ${row.id}`) as Body),
    id: Number(row.id),
    state: row.state as OutboxEntry["state"],
    createdAt: Number(row.created_at),
    attempts: Number(row.attempts),
    nextAttemptAt: Number(row.next_attempt_at),
    lastError: row.last_error === null ? null : JSON.parse(`"${row.last_error}"`),
  });
  return {
    add(sink, message, now) {
      const body: Body = { sink, message };
      database.run(
        `INSERT INTO outbox (sink, key, state, created_at, attempts, next_attempt_at, body, sum)
         VALUES (?, ?, 'pending', ?, 0, ?, ?, ?) ON CONFLICT (sink, key) DO NOTHING`,
        ...[column(sink), column(message.idempotencyKey), now, now],
        ...pack(body),
      );
    },
    due: (sink, now, limit) =>
      database
        .all(
          `SELECT ${COLUMNS} FROM outbox
           WHERE sink = ? AND state = 'pending' AND next_attempt_at <= ? ORDER BY id LIMIT ?`,
          ...[column(sink), now, limit],
        )
        .map(read),
    nextDue(sink) {
      const sql = "SELECT min(next_attempt_at) AS at FROM outbox WHERE sink = ? AND state = 'pending'";
      const at = database.get(sql, column(sink))?.at ?? null;
      return at === null ? null : Number(at);
    },
    sent(id, now) {
      database.run(
        `UPDATE outbox SET state = 'sent', ended_at = ?, attempts = attempts + 1, last_error = NULL,
         body = ?, sum = ? WHERE id = ? AND state = 'pending'`,
        ...[now, ...GONE, id],
      );
    },
    failed(id, error, nextAttemptAt) {
      database.run(
        `UPDATE outbox SET attempts = attempts + 1, last_error = ?, next_attempt_at = ?
         WHERE id = ? AND state = 'pending'`,
        ...[column(error), nextAttemptAt, id],
      );
    },
    dead(id, error) {
      database.run(
        `UPDATE outbox SET state = 'dead', attempts = attempts + 1, last_error = ?
         WHERE id = ? AND state = 'pending'`,
        ...[column(error), id],
      );
    },
    deadLetters: (limit) =>
      database
        .all(`SELECT ${COLUMNS} FROM outbox WHERE state = 'dead' ORDER BY id DESC LIMIT ?`, limit)
        .map(read),
    failing: (since) =>
      database
        .all(
          `WITH taken AS (SELECT sink, max(id) AS id FROM outbox WHERE state = 'sent' GROUP BY sink)
           SELECT outbox.sink AS sink, count(*) AS count FROM outbox LEFT JOIN taken USING (sink)
           WHERE state = 'dead' AND outbox.id > coalesce(taken.id, 0) AND created_at >= ?
           GROUP BY outbox.sink ORDER BY outbox.sink`,
          since,
        )
        .map(({ sink, count }) => ({ sink: JSON.parse(`"${sink}"`), count: Number(count) })),
    counts: () =>
      database
        .all(
          `SELECT sink, sum(state = 'pending') AS pending, sum(state = 'sent') AS sent, sum(state = 'dead') AS dead
           FROM outbox GROUP BY sink ORDER BY sink`,
        )
        .map((row) => ({
          sink: JSON.parse(`"${row.sink}"`),
          pending: Number(row.pending),
          sent: Number(row.sent),
          dead: Number(row.dead),
        })),
  };
}
