import { describe, expect, it } from "vitest";
import { type Limit, overdueFrom } from "../../src/judge/expectations.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
const NIGHT = { from: 22 * HOUR, to: 6 * HOUR };

/** Sunday 2024-03-31 01:00 UTC: 02:00 in Berlin becomes 03:00; 2024-10-27 01:00 UTC: 03:00 becomes 02:00 again. */
const BERLIN = "Europe/Berlin";

function at(last: string, limit: Omit<Limit, "type">, zone = BERLIN): string {
  return new Date(overdueFrom({ type: "full", ...limit }, Date.parse(last), zone).at).toISOString();
}

describe("a backup's age alone", () => {
  it("is counted in hours that went by, also when the clocks are changed", () => {
    expect(at("2024-03-30T22:00:00Z", { maxAgeSeconds: 26 * HOUR })).toBe("2024-04-01T00:00:00.000Z");
  });
});

describe("a window for the backup", () => {
  const daily = { maxAgeSeconds: DAY, window: NIGHT };

  it.each([
    ["may be used to its end", "2024-03-12T00:30:00Z", "2024-03-13T05:00:00.000Z"],
    [
      "is told when it ends, not when the limit is reached at noon",
      "2024-03-12T11:00:00Z",
      "2024-03-13T05:00:00.000Z",
    ],
    [
      "is seven hours long when the clocks go forward in it",
      "2024-03-30T00:30:00Z",
      "2024-03-31T04:00:00.000Z",
    ],
    ["is nine hours long when they go back", "2024-10-25T23:30:00Z", "2024-10-27T05:00:00.000Z"],
  ])("%s", (_, last, overdue) => {
    expect(at(last, daily)).toBe(overdue);
  });

  it("of every night need not be used where a week is allowed", () => {
    const weekly = { maxAgeSeconds: 8 * DAY, window: NIGHT };
    expect(at("2024-03-10T01:00:00Z", weekly)).toBe("2024-03-18T05:00:00.000Z");
  });

  it("is the next one where the limit is shorter than from one to the next", () => {
    const short = { maxAgeSeconds: 8 * HOUR, window: NIGHT };
    expect(at("2024-03-12T22:00:00Z", short)).toBe("2024-03-14T05:00:00.000Z");
  });

  it("may lie within one day", () => {
    const midday = { maxAgeSeconds: DAY, window: { from: 10 * HOUR, to: 14 * HOUR } };
    // Between the two days New York's clocks went forward: 14:00 is 18:00 UTC.
    expect(at("2024-03-09T16:00:00Z", midday, "America/New_York")).toBe("2024-03-10T18:00:00.000Z");
  });

  it("that ends at a time which comes twice ends with the second", () => {
    const short = { maxAgeSeconds: DAY, window: { from: 22 * HOUR, to: 2.5 * HOUR } };
    expect(at("2024-10-25T22:00:00Z", short)).toBe("2024-10-27T01:30:00.000Z");
  });

  it("that ends at a time which does not come ends when the clocks are changed", () => {
    const short = { maxAgeSeconds: DAY, window: { from: 22 * HOUR, to: 2.5 * HOUR } };
    expect(at("2024-03-29T23:00:00Z", short)).toBe("2024-03-31T01:00:00.000Z");
  });
});

describe("a window within the hour that is left out", () => {
  it("is none", () => {
    // 02:15 to 02:45 in Berlin: there is none on the 31st of March, so the one of the 30th was the last.
    const short = { maxAgeSeconds: 2 * DAY, window: { from: 2.25 * HOUR, to: 2.75 * HOUR } };
    expect(at("2024-03-29T02:00:00Z", short)).toBe("2024-03-30T01:45:00.000Z");
  });
});

describe("other limits for weekdays", () => {
  const weekend = { maxAgeSeconds: 26 * HOUR, days: [{ weekdays: [6, 0, 1], maxAgeSeconds: 74 * HOUR }] };

  it("count on the day on which they are reached", () => {
    // Thursday 23:00 in Berlin; 74 hours later it is Monday 01:00.
    expect(at("2024-03-14T22:00:00Z", weekend)).toBe("2024-03-18T00:00:00.000Z");
  });

  it("end with the day: what is older than the usual limit is overdue at midnight", () => {
    // Friday 23:00; the 74 hours would end on Tuesday at 01:00, but on Tuesday 26 are allowed.
    expect(at("2024-03-15T22:00:00Z", weekend)).toBe("2024-03-18T23:00:00.000Z");
  });

  it("begin with a day that has no midnight when its first hour is left out", () => {
    // In Santiago the 8th of September 2024 began at 01:00, which was 04:00 UTC.
    const sunday = { maxAgeSeconds: 400 * HOUR, days: [{ weekdays: [0], maxAgeSeconds: HOUR }] };
    expect(at("2024-09-07T12:00:00Z", sunday, "America/Santiago")).toBe("2024-09-08T04:00:00.000Z");
  });

  it("go together with a window", () => {
    // Saturday 02:00, then nothing is asked until Tuesday; Monday's window is the last one before.
    const nights = {
      maxAgeSeconds: DAY,
      window: NIGHT,
      days: [{ weekdays: [6, 0, 1], maxAgeSeconds: 80 * HOUR }],
    };
    expect(at("2024-03-16T01:00:00Z", nights)).toBe("2024-03-19T05:00:00.000Z");
  });
});
