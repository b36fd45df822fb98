import type { Alert } from "../model/alert.ts";
import type { Alerts } from "../model/store.ts";
import type { Database } from "./database.ts";
import { column, pack, unpack } from "./rows.ts";

export function createAlerts(database: Database): Alerts {
  return {
    all: () =>
      database
        .all("SELECT fingerprint, body, sum FROM alerts ORDER BY fingerprint")
        .map((row) => unpack(database, row, `table alerts, row ${row.fingerprint}`) as Alert),
    put(alert) {
      database.run(
        `INSERT INTO alerts (fingerprint, resolved_at, body, sum) VALUES (?, ?, ?, ?)
         ON CONFLICT (fingerprint) DO UPDATE SET
           resolved_at = excluded.resolved_at, body = excluded.body, sum = excluded.sum`,
        column(alert.fingerprint),
        alert.state === "resolved" ? (alert.resolvedAt ?? alert.lastSeenAt) : null,
        ...pack(alert),
      );
    },
    remove(fingerprint) {
      database.run("DELETE FROM alerts WHERE fingerprint = ?", column(fingerprint));
    },
  };
}
