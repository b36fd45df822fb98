import { describe, expect, it } from "vitest";
import { instantOf, localTimeOf, weekdayOf } from "../../src/model/local-time.ts";

/** Of the IANA database: Lord Howe's clocks change by half an hour, Kathmandu's are 5:45 ahead, Apia left a day out. */
describe("local times", () => {
  it.each([
    ["2024-02-29T18:20:10Z", "Asia/Kathmandu", [2024, 3, 1, 5 * 60 + 10]],
    ["2024-12-31T23:59:59.999Z", "UTC", [2024, 12, 31, 86_399]],
    ["2024-01-01T00:00:00Z", "America/New_York", [2023, 12, 31, 19 * 3600]],
    ["2024-04-06T15:15:00Z", "Australia/Lord_Howe", [2024, 4, 7, (1 * 60 + 45) * 60]],
  ])("%s in %s", (time, zone, [year, month, day, second]) => {
    expect(localTimeOf(Date.parse(time), zone)).toEqual({ year, month, day, second });
  });

  it.each([
    ["once", "Europe/Berlin", 31, 3 * 3600, "2024-03-31T01:00:00.000Z", "2024-03-31T01:00:00.000Z"],
    ["not at all", "Europe/Berlin", 31, 2.25 * 3600, "2024-03-31T01:00:00.000Z", "2024-03-31T01:00:00.000Z"],
    ["on the 32nd of March", "Europe/Berlin", 32, 0, "2024-03-31T22:00:00.000Z", "2024-03-31T22:00:00.000Z"],
  ])("come %s", (_, zone, day, second, first, last) => {
    const found = instantOf({ year: 2024, month: 3, day, second }, zone);
    expect([found.first, found.last].map((time) => new Date(time).toISOString())).toEqual([first, last]);
  });

  it("come twice where the clocks are put back, by half an hour too", () => {
    // 2024-04-07: at 02:00 (+11) it is 01:30 (+10:30) again.
    const { first, last } = instantOf(
      { year: 2024, month: 4, day: 7, second: 1.75 * 3600 },
      "Australia/Lord_Howe",
    );
    expect([first, last].map((time) => new Date(time).toISOString())).toEqual([
      "2024-04-06T14:45:00.000Z",
      "2024-04-06T15:15:00.000Z",
    ]);
  });

  it("have weekdays, from Sunday", () => {
    expect(weekdayOf({ year: 2024, month: 2, day: 29 })).toBe(4);
    expect(weekdayOf({ year: 2024, month: 2, day: 32 })).toBe(0);
  });
});
