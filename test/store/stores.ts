import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { Alert, AlertMessage } from "../../src/model/alert.ts";
import type { Placed } from "../../src/model/event.ts";
import { type OpenedStore, openStore } from "../../src/store/open-store.ts";
import { StoreError, type StoreTrouble } from "../../src/store/store-error.ts";
import { backupEvent } from "../correlate/backup-event.ts";
import { at, finding } from "../report/fixtures/build.ts";

/** A state directory that is gone after the test. */
export function stateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "thawline-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "state");
}

export function watched(folder: string): OpenedStore {
  return openStore({ folder, mode: "watch" });
}

/** What one store does, closed when it is done. */
export function inStore<T>(
  folder: string,
  use: (store: OpenedStore) => T,
  mode: "watch" | "read" = "watch",
): T {
  const store = openStore({ folder, mode });
  try {
    return use(store);
  } finally {
    store.close();
  }
}

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

/** The trouble that something ends in; fails when it ends in none. */
export function troubleOf(work: () => unknown): StoreError {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error("no trouble");
}

export function expectTrouble(work: () => unknown, kind: StoreTrouble, ...words: readonly string[]): void {
  const trouble = troubleOf(work);
  expect(trouble.kind).toBe(kind);
  for (const word of words) expect(trouble.message).toContain(word);
}

/** Runs TypeScript in a process of its own: `store` is a module of this folder, `code` calls what it exports. */
export function inProcess(store: "batches.ts", code: string, ...args: readonly string[]): ChildProcess {
  const module = new URL(store, import.meta.url).href;
  const script = `import * as it from ${JSON.stringify(module)}; ${code}`;
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script, "--", ...args], {
    cwd: new URL("../..", import.meta.url).pathname,
    stdio: ["ignore", "pipe", "inherit"],
  });
}
