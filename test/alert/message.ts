import type { Alert, AlertAttachments, AlertMessage } from "../../src/model/alert.ts";
import type { Finding } from "../../src/model/finding.ts";
import { finding, job } from "../report/fixtures/build.ts";

/** A message by hand: a freeze of DB01 on MBX1 that timed out on 1 March 2026. */
export function message(more: Partial<AlertMessage> = {}): AlertMessage {
  return {
    schema: "thawline.alert/1",
    idempotencyKey: "0123456789abcdef0123456789abcdef",
    reason: "open",
    at: "2026-03-01T22:02:14.000Z",
    severity: "failure",
    title: "DB01 on MBX1: Databases frozen longer than allowed",
    alerts: [alert()],
    job: job("1f2e3d4c-0002-4a5b-8c9d-000000000002", { outcome: "failed" }),
    tool: { name: "thawline", version: "0.1.0" },
    ...more,
  };
}

export function alert(more: Partial<Alert> = {}, told: Partial<Finding> = {}): Alert {
  return {
    fingerprint: "FREEZE_TIMEOUT/mbx1/db01",
    code: "FREEZE_TIMEOUT",
    severity: "failure",
    server: "MBX1.corp.example.com",
    database: "DB01",
    state: "open",
    openedAt: Date.parse("2026-03-01T22:01:44.000Z"),
    lastSeenAt: Date.parse("2026-03-01T22:01:44.000Z"),
    resolvedAt: null,
    job: "1f2e3d4c-0002-4a5b-8c9d-000000000002",
    count: 1,
    finding: finding("f1", "FREEZE_TIMEOUT", {
      title: "Databases frozen longer than allowed",
      detail: "DB01 was frozen for 1 min 10 s; VSS allows 1 min.",
      cause: "The snapshot was not taken in the time that the writers are held.",
      remedy: ["Put fewer databases and volumes into one snapshot set.", "Look for slow storage."],
      job: "1f2e3d4c-0002-4a5b-8c9d-000000000002",
      server: "MBX1.corp.example.com",
      database: "DB01",
      ...told,
    }),
    notified: {},
    ...more,
  };
}

export const NOTHING_ATTACHED: AlertAttachments = {
  report: () => Promise.resolve(null),
  mail: () => Promise.resolve({ html: "<p>html</p>", text: "text" }),
};
