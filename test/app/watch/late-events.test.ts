import { expect, it } from "vitest";
import { statusOf } from "../../../src/app/status/status.ts";
import { liveDesk, timeOf } from "./live-desk.ts";
import { withFolder } from "./replaying.ts";
import { NIGHTS } from "./two-nights.ts";

const { records, first: frozen, start: START } = NIGHTS;
const HOUR = 3_600_000;

it("events that come when their time is settled are counted, with the newest, over restarts", async () => {
  await withFolder(async (folder) => {
    const desk = liveDesk(folder, records, START);
    expect(statusOf(desk.store, START).late).toBeNull();
    // As if days had gone by: whatever the first night brings now comes too late.
    const settled = Math.floor(frozen / 1000);
    desk.store.events.settle(settled);
    desk.until(frozen - 1);
    desk.restart();
    desk.until(frozen + HOUR);
    const { late } = statusOf(desk.store, frozen + HOUR);
    const before = records.map(timeOf).filter((time) => time < settled * 1000);
    const newest = Math.max(...before);
    expect(late?.count).toBe(before.length);
    expect(late?.newest).toBe(Math.floor(newest / 1000) * 1000);
    expect(late?.at).toBeGreaterThanOrEqual(newest);
    expect(late?.at).toBeLessThan(frozen);
    desk.close();
  });
});
