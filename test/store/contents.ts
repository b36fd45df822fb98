import type { Alert, AlertMessage } from "../../src/model/alert.ts";
import type { Placed } from "../../src/model/event.ts";
import { backupEvent } from "../correlate/backup-event.ts";
import { at, finding } from "../report/fixtures/build.ts";

/** An event that is told by its number. */
export function placed(recordId: number, input = "live:MBX1/Application"): Placed {
  const event = backupEvent({ time: Date.UTC(2026, 2, 1, 20) + recordId * 10, ref: { recordId } });
  return { event, anchor: null, behind: 0, input };
}

export function numbersOf(events: readonly Placed[]): readonly unknown[] {
  return events.map(({ event }) => event.ref.recordId);
}

export function alert(fingerprint: string, more: Partial<Alert> = {}): Alert {
  const openedAt = Date.parse(at("22:00:00"));
  return {
    fingerprint,
    code: "FREEZE_TIMEOUT",
    severity: "failure",
    server: "MBX1",
    database: "DB01",
    state: "open",
    openedAt,
    lastSeenAt: openedAt,
    resolvedAt: null,
    job: null,
    count: 1,
    finding: finding("f1", "FREEZE_TIMEOUT"),
    notified: {},
    ...more,
  };
}

export function message(idempotencyKey: string): AlertMessage {
  return {
    schema: "thawline.alert/1",
    idempotencyKey,
    reason: "open",
    at: at("22:00:00"),
    severity: "failure",
    title: "Databases frozen longer than allowed",
    alerts: [alert("FREEZE_TIMEOUT mbx1 db01")],
    job: null,
    tool: { name: "thawline", version: "0.1.0" },
  };
}
