import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventRecord } from "../parsers/record.ts";
import { createAlerting } from "../src/app/watch/alerting.ts";
import type { DeskParts } from "../src/app/watch/desk.ts";
import { DEFAULT_SETTINGS } from "../src/model/settings.ts";
import type { Source, SourceBatch } from "../src/model/source.ts";
import type { Store } from "../src/model/store.ts";
import { DEFAULT_WATCH, type SinkSettings } from "../src/model/watch-settings.ts";
import { openStore } from "../src/store/open-store.ts";

/** The same event, happening now. */
export function atThisMoment(record: EventRecord): EventRecord {
  return { ...record, time: new Date().toISOString().replace("Z", "0000Z") };
}

export function sourceOf(batches: (signal: AbortSignal) => AsyncIterable<SourceBatch>): Source {
  return { name: "live:bench", signsOfLife: true, batches: (_, signal) => batches(signal) };
}

/** A watcher with one sink, whose alerts wait for no others. `added`: there is a message in the outbox. */
export function partsOf(store: Store, source: Source, mode: "replay" | "live", added: () => void): DeskParts {
  const sink: SinkSettings = {
    ...({ kind: "command", name: "bench", file: "true", args: [] } as const),
    ...({ minSeverity: "warning", timeoutSeconds: 1 } as const),
  };
  return {
    ...{ store, mode, sources: [source], settings: DEFAULT_SETTINGS, topology: () => null },
    ...{ silentSeconds: 300, keepDays: 400, now: Date.now },
    alerting: createAlerting({
      ...{ store, version: "0.0.0", clock: Date.now, since: Date.now() - 24 * 3_600_000, added },
      settings: { ...DEFAULT_WATCH.alerts, groupSeconds: 0, sinks: [sink] },
    }),
  };
}

export async function withStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "thawline-bench-"));
  const store = openStore({ folder, mode: "watch" });
  try {
    return await use(store);
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
