import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lastValueFrom } from "rxjs";
import type { EventRecord } from "../../../parsers/record.ts";
import { createDesk, type Desk, type DeskParts } from "../../../src/app/watch/desk.ts";
import { watchFlow } from "../../../src/app/watch/flow.ts";
import { storedJudgement } from "../../../src/app/watch/verdicts.ts";
import type { LogReading } from "../../../src/model/log-reading.ts";
import { DEFAULT_SETTINGS } from "../../../src/model/settings.ts";
import { MOST_RECORDS, type Source, type SourceBatch } from "../../../src/model/source.ts";
import type { Store } from "../../../src/model/store.ts";
import type { Topology } from "../../../src/model/topology.ts";
import { createInputCoverage } from "../../../src/source/coverage.ts";
import { openStore } from "../../../src/store/open-store.ts";
import type { Concluded } from "../../history/compare.ts";

/** No later than any record, no earlier: what cannot be is left out of the coverage, as an analysis does it. */
const NOW = Number.POSITIVE_INFINITY;

/** Where a watcher keeps what it knows; gone after the test. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "thawline-watch-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Cuts the records of one input into batches as a source gives them; after each one it has `caughtUp`. */
export function batchesOf(
  input: string,
  records: readonly EventRecord[],
  sizes: (index: number) => number = () => MOST_RECORDS,
): readonly SourceBatch[] {
  const coverage = createInputCoverage(() => NOW);
  const batches: SourceBatch[] = [];
  for (let at = 0; at < records.length || batches.length === 0; ) {
    const size = Math.max(1, Math.min(MOST_RECORDS, sizes(batches.length)));
    const some = records.slice(at, at + size);
    for (const { server, channel, recordId, time } of some) {
      coverage.stream(server, channel);
      const number = typeof recordId === "number" ? recordId : null;
      coverage.record(server, channel, number, time === null ? Number.NaN : Date.parse(time));
    }
    at += size;
    batches.push(batch(input, some, { at }, coverage.readings()));
  }
  return batches;
}

function batch(
  input: string,
  records: readonly EventRecord[],
  position: SourceBatch["position"],
  logs: readonly LogReading[],
): SourceBatch {
  return {
    input,
    records,
    position,
    restart: "resumes",
    logs,
    caughtUp: true,
    trouble: null,
    diagnostics: [],
  };
}

export function parts(store: Store, more: Partial<DeskParts> = {}): DeskParts {
  return {
    store,
    sources: [],
    settings: DEFAULT_SETTINGS,
    topology: () => null,
    silentSeconds: 300,
    keepDays: 400,
    mode: "replay",
    now: () => NOW,
    alerting: { step: () => undefined, dueAt: () => null },
    ...more,
  };
}

/** A source that has its batches ready, and goes on behind the position. */
export function listSource(name: string, batches: readonly SourceBatch[]): Source {
  return {
    name,
    signsOfLife: false,
    async *batches(position) {
      const done = position === null ? 0 : batches.findIndex((it) => it.position?.at === position.at) + 1;
      yield* batches.slice(done);
    },
  };
}

/** All inputs through the whole flow, each its own source, to their end. */
export function watched(
  inputs: readonly (readonly SourceBatch[])[],
  topology: Topology | null = null,
): Promise<Pick<Concluded, "jobs" | "findings">> {
  return watchedFrom(
    inputs.map((batches, index) => listSource(`source-${index}`, batches)),
    topology,
  );
}

/** The same from any sources. */
export async function watchedFrom(
  sources: readonly Source[],
  topology: Topology | null,
): Promise<Pick<Concluded, "jobs" | "findings">> {
  return await withFolder(async (folder) => {
    const store = openStore({ folder, mode: "watch" });
    try {
      const flow = watchFlow(
        parts(store, { sources, topology: () => topology }),
        new AbortController().signal,
      );
      await lastValueFrom(flow);
      return storedJudgement(store);
    } finally {
      store.close();
    }
  });
}

/**
 * Hands batches over in a given order, each one caught up with, so that what is late has to be worked in; between some
 * of them the watcher is gone and another one goes on with the store.
 */
export async function handedOver(
  batches: readonly SourceBatch[],
  dies: (index: number) => boolean,
  topology: Topology | null = null,
): Promise<Pick<Concluded, "jobs" | "findings">> {
  return await withFolder(async (folder) => {
    let store = openStore({ folder, mode: "watch" });
    const start = (): Desk =>
      createDesk(parts(store, { sources: [listSource("all", [])], topology: () => topology }));
    let desk = start();
    try {
      for (const [index, batch] of batches.entries()) {
        desk.batch("all", batch);
        if (!dies(index)) continue;
        store.close();
        store = openStore({ folder, mode: "watch" });
        desk = start();
      }
      desk.end();
      return storedJudgement(store);
    } finally {
      store.close();
    }
  });
}
