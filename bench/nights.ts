import type { EventRecord } from "../parsers/record.ts";
import { MOST_RECORDS, type SourceBatch } from "../src/model/source.ts";
import { createInputCoverage } from "../src/source/coverage.ts";
import { freezeTimeout } from "../test/history/episodes/freeze.ts";
import { good } from "../test/history/episodes/good.ts";
import { startHistory } from "../test/history/history.ts";
import { background, site } from "../test/history/site.ts";

const DAY = 24 * 3600;
/** One job a night each. */
export const SERVERS = 4;
const DATABASES = 5;

/**
 * Good nights of 20 databases on four servers, one job a server and night, among the other events of known providers that
 * such logs hold. The last night ends now.
 *
 * @param noiseSeconds between two other events of a server
 */
export function goodNights(nights: number, noiseSeconds: number): readonly EventRecord[] {
  const history = startHistory(new Date(Date.now() - nights * DAY * 1000).toISOString());
  for (let index = 0; index < SERVERS; index += 1) {
    const databases = Array.from({ length: DATABASES }, (_, n) => ({
      name: `DB${index}-${n}`,
      role: "standalone" as const,
    }));
    const here = site(history, { version: "2016", server: `MBX${index}`, databases });
    for (let night = 0; night < nights; night += 1) good("full")(here, night * DAY + 3600 + index * 600);
    background(history, here.server, 0, nights * DAY - noiseSeconds, noiseSeconds);
  }
  return history.finish().records;
}

/** A job that times out while frozen, on a server of its own: the event with which the engine says so, and all others. */
export interface Timeout {
  readonly before: readonly EventRecord[];
  readonly timeout: EventRecord;
  readonly after: readonly EventRecord[];
}

export function timeouts(count: number): readonly Timeout[] {
  return Array.from({ length: count }, (_, index) => {
    const history = startHistory("2026-01-01T00:00:00Z");
    const databases = [{ name: `SLOW${index}`, role: "standalone" as const }];
    freezeTimeout(site(history, { version: "2016", server: `SLOW${index}`, databases }), 60);
    const { records } = history.finish();
    const at = records.findIndex(({ eventId }) => eventId === 2004);
    const timeout = records[at];
    if (timeout === undefined) throw new Error("no timeout");
    return { before: records.slice(0, at), timeout, after: records.slice(at + 1) };
  });
}

/** Makes batches of one input, as a live source does: each says what was read of the logs so far. */
export function batchMaker(input: string) {
  const coverage = createInputCoverage(Date.now);
  let at = 0;
  return (records: readonly EventRecord[]): SourceBatch => {
    for (const { server, channel, recordId, time } of records) {
      coverage.record(
        server,
        channel,
        typeof recordId === "number" ? recordId : null,
        Date.parse(time ?? ""),
      );
    }
    at += records.length;
    const usual = { restart: "resumes", caughtUp: true, trouble: null, diagnostics: [] } as const;
    return { input, records, position: { at }, logs: coverage.readings(), ...usual };
  };
}

/** As many batches as they need. */
export function* batched(records: readonly EventRecord[], make: ReturnType<typeof batchMaker>) {
  for (let at = 0; at < records.length; at += MOST_RECORDS) yield make(records.slice(at, at + MOST_RECORDS));
}
