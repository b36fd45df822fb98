import { describe, expect, it } from "vitest";
import {
  formatClock,
  formatCount,
  formatDuration,
  formatOffset,
  formatPeriod,
  formatSeconds,
  formatTime,
} from "../../../src/report/view/time.ts";

describe("times of a report", () => {
  it.each([
    ["2026-03-01T22:00:04.000Z", "2026-03-01 22:00:04"],
    ["2026-03-01T22:00:04.250Z", "2026-03-01 22:00:04.250"],
    ["2026-03-01T22:00:04+02:00", "2026-03-01 20:00:04"],
    ["", "time unknown"],
    ["yesterday", "time unknown"],
    [null, "time unknown"],
  ])("prints %s as %s", (iso, printed) => {
    expect(formatTime(iso)).toBe(printed);
  });

  it("prints the second date of a period only when it differs", () => {
    const [from, sameDay, nextDay] = ["2026-03-01T22:00:00Z", "2026-03-01T23:12:40Z", "2026-03-02T01:00:00Z"];
    expect(formatPeriod(from, sameDay)).toBe("2026-03-01 22:00:00 to 23:12:40 UTC");
    expect(formatPeriod(from, nextDay)).toBe("2026-03-01 22:00:00 to 2026-03-02 01:00:00 UTC");
    expect(formatPeriod(from, null)).toBe("since 2026-03-01 22:00:00 UTC, end not seen");
    expect(formatPeriod(null, sameDay)).toBe("until 2026-03-01 23:12:40 UTC, start not seen");
    expect(formatPeriod(null, "")).toBe("time unknown");
    expect(formatClock(null)).toBe("--:--:--");
  });

  it.each([
    [0, "0 s"],
    [0.254, "0.25 s"],
    [4.2, "4.2 s"],
    [70, "70 s"],
    [123.4, "123 s"],
  ])("prints a freeze of %d seconds as %s", (seconds, printed) => {
    expect(formatSeconds(seconds)).toBe(printed);
  });

  it.each([
    [null, "unknown"],
    [59.9, "59.9 s"],
    [60, "1 min"],
    [725, "12 min 5 s"],
    [3599.7, "1 h"],
    [4360, "1 h 12 min"],
    [86_400, "1 d"],
    [183_600, "2 d 3 h"],
    [-5, "-5 s"],
  ])("prints a length of %s seconds as %s", (seconds, printed) => {
    expect(formatDuration(seconds)).toBe(printed);
  });

  it.each([
    [4, false, "+0:00:04"],
    [4.25, true, "+0:00:04.250"],
    [94_200, false, "+26:10:00"],
    [-1, false, "-0:00:01"],
    [null, true, ""],
  ])("prints an offset of %s seconds (fraction %s) as %s", (seconds, fraction, printed) => {
    expect(formatOffset(seconds, fraction)).toBe(printed);
  });

  it("parts thousands by commas", () => {
    expect([7, 999, 1000, 48_210, 1_234_567].map(formatCount)).toEqual([
      "7",
      "999",
      "1,000",
      "48,210",
      "1,234,567",
    ]);
  });
});
