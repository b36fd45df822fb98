import { describe, expect, it } from "vitest";
import { isQuiet, quietUntil } from "../../../src/alert/lifecycle/quiet.ts";
import { gone, job, play, Station, trouble } from "./timeline.ts";

const clock = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 3600 + minutes * 60;
};
const window = (text: string) => {
  const [from = "", to = ""] = text.split("-");
  return { from: clock(from), to: clock(to) };
};

describe("quiet hours", () => {
  it("hold warnings and ends back to their end, and send failures at once", () => {
    // 22:00 to 06:00 UTC; the clock starts at midnight.
    const slow = { code: "FREEZE_SLOW", severity: "warning" } as const;
    const station = new Station({ quiet: window("22:00-06:00") });
    const sent = play(
      station,
      [
        ["1h", job("a", "0s", ["DB01"], [slow])],
        ["2h", job("b", "1h30m", ["DB02"], [slow])],
        ["3h", job("c", "2h30m", ["DB03"], ["BACKUP_FAILED", slow])],
        ["4h", job("d", "3h30m", ["DB03"])],
        ["9h", job("e", "8h", ["DB02"])],
        ["23h", job("f", "22h", ["DB01"])],
      ],
      "3d",
    );
    expect(sent).toEqual([
      "3h30s mail open BACKUP_FAILED/mbx1/db03 FREEZE_SLOW/mbx1/db03",
      "6h mail resolved BACKUP_FAILED/mbx1/db03 FREEZE_SLOW/mbx1/db03",
      "6h mail open FREEZE_SLOW/mbx1/db01 FREEZE_SLOW/mbx1/db02",
      "9h mail resolved FREEZE_SLOW/mbx1/db02",
      "1d6h mail resolved FREEZE_SLOW/mbx1/db01",
    ]);
    // Of several jobs: none is the message's.
    expect(station.sent[2]?.message.job).toBeNull();
  });

  it("tell nothing of an end that did not last until they were over", () => {
    const overdue = trouble("BACKUP_OVERDUE", { server: "MBX1", database: "DB01" });
    const sent = play(
      new Station({ quiet: window("22:00-06:00") }),
      [
        ["1h", overdue],
        ["2h", gone("BACKUP_OVERDUE")],
        ["3h", overdue],
        ["8h", gone("BACKUP_OVERDUE")],
      ],
      "2d",
    );
    expect(sent).toEqual([
      "1h30s mail open BACKUP_OVERDUE/mbx1/db01",
      "8h mail resolved BACKUP_OVERDUE/mbx1/db01",
    ]);
  });

  // In Berlin clocks go from 02:00 to 03:00 on 29 March 2026 (01:00 UTC), and from 03:00 to 02:00 on 25 October (01:00 UTC).
  it.each([
    ["a winter night", "22:00-06:00", "2026-01-10T22:30:00Z", "2026-01-11T05:00:00Z"],
    ["a summer night", "22:00-06:00", "2026-07-10T22:30:00Z", "2026-07-11T04:00:00Z"],
    ["the night that is an hour shorter", "22:00-06:00", "2026-03-28T22:00:00Z", "2026-03-29T04:00:00Z"],
    ["the night that is an hour longer", "22:00-06:00", "2026-10-24T21:00:00Z", "2026-10-25T05:00:00Z"],
    ["an end that the clocks skip", "22:00-02:30", "2026-03-28T22:00:00Z", "2026-03-29T01:00:00Z"],
    ["an end that comes twice, before", "22:00-02:30", "2026-10-24T21:00:00Z", "2026-10-25T00:30:00Z"],
    ["an end that comes twice, between", "22:00-02:30", "2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z"],
    ["the end of a month", "22:00-06:00", "2026-01-31T22:30:00Z", "2026-02-01T05:00:00Z"],
    ["hours within a day", "12:00-13:00", "2026-01-10T11:30:00Z", "2026-01-10T12:00:00Z"],
  ])("know their end in %s", (_, hours, time, end) => {
    const quiet = window(hours);
    expect(isQuiet(Date.parse(time), quiet, "Europe/Berlin")).toBe(true);
    const until = quietUntil(Date.parse(time), quiet, "Europe/Berlin");
    expect(new Date(until).toISOString()).toBe(new Date(end).toISOString());
    expect(isQuiet(until, quiet, "Europe/Berlin")).toBe(false);
    expect(isQuiet(until - 1, quiet, "Europe/Berlin")).toBe(true);
  });

  it.each([
    ["22:00-06:00", "2026-01-10T20:59:59Z"],
    ["22:00-06:00", "2026-01-10T05:00:00Z"],
    ["12:00-13:00", "2026-01-10T12:00:00Z"],
    ["12:00-12:00", "2026-01-10T11:00:00Z"],
  ])("%s are not at %s in Berlin", (hours, time) => {
    expect(isQuiet(Date.parse(time), window(hours), "Europe/Berlin")).toBe(false);
  });
});
