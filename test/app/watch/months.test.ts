import { expect, it } from "vitest";
import type { EventRecord } from "../../../parsers/record.ts";
import { createDesk } from "../../../src/app/watch/desk.ts";
import { createInputCoverage } from "../../../src/source/coverage.ts";
import { openStore } from "../../../src/store/open-store.ts";
import { good } from "../../history/episodes/good.ts";
import { startHistory } from "../../history/history.ts";
import { background, site } from "../../history/site.ts";
import { listSource, parts, withFolder } from "./replaying.ts";

const DAY = 24 * 3600;
const BEGIN = "2026-01-01T00:00:00Z";
const HOUR_MS = 3_600_000;
/** Good until here, then none is taken, then one again. */
const [LAST_NIGHT, AGAIN, END] = [13, 30, 32];

/** One server's log of a month; enough else in it that its events are settled after eight days. */
function month(): readonly EventRecord[] {
  const history = startHistory(BEGIN);
  const databases = [{ name: "DB01", role: "standalone" as const }];
  const here = site(history, { version: "2016", server: "MBX1", databases });
  for (let night = 0; night <= LAST_NIGHT; night += 1) good("full")(here, night * DAY + 3600);
  good("full")(here, AGAIN * DAY + 3600);
  background(history, here.server, 0, END * DAY, 120);
  return history.finish().records;
}

it("keeps all jobs of a month, and knows the last good one when its events are long settled", async () => {
  await withFolder(async (folder) => {
    const records = month();
    let store = openStore({ folder, mode: "watch" });
    let now = Date.parse(BEGIN);
    const sources = [{ ...listSource("live:MBX1", []), signsOfLife: true }];
    const begin = () => createDesk(parts(store, { mode: "live", now: () => now, sources }));
    let desk = begin();
    const coverage = createInputCoverage(() => now);
    const overdue = new Set<number>();
    let at = 0;
    for (let step = 0; step < END * 24; step += 2) {
      now += 2 * HOUR_MS;
      const some: EventRecord[] = [];
      for (
        let next = records[at];
        next !== undefined && Date.parse(next.time ?? "") < now;
        next = records[at]
      ) {
        coverage.record(next.server, next.channel, Number(next.recordId), Date.parse(next.time ?? ""));
        some.push(next);
        at += 1;
      }
      for (let from = 0; from < some.length || from === 0; from += 1000)
        desk.batch("live:MBX1", {
          ...{ input: "live:MBX1/Application", records: some.slice(from, from + 1000), position: { at } },
          ...{
            restart: "resumes",
            caughtUp: true,
            trouble: null,
            diagnostics: [],
            logs: coverage.readings(),
          },
        });
      desk.tick();
      const told = store.verdicts.findings().filter(({ code }) => code === "BACKUP_OVERDUE");
      if (told.length > 0) overdue.add(step);
      if (step % (5 * 24) === 0) {
        store.close();
        store = openStore({ folder, mode: "watch" });
        desk = begin();
      }
    }
    // Eight days without one are allowed: from the job of one o'clock, which takes half an hour.
    const days = [...overdue].map((step) => step / 24);
    expect(Math.min(...days)).toBeCloseTo(LAST_NIGHT + 8, 0);
    expect(Math.max(...days)).toBeCloseTo(AGAIN, 0);
    expect(days).toHaveLength(((AGAIN - LAST_NIGHT - 8) * 24) / 2);
    expect(store.events.settled()).toBeGreaterThan(Date.parse(BEGIN) / 1000 + (LAST_NIGHT + 1) * DAY);
    const jobs = store.verdicts.jobs().map(({ job }) => job.outcome);
    expect(jobs).toEqual(Array.from({ length: LAST_NIGHT + 2 }, () => "succeeded"));
    store.close();
  });
});
