import { describe, expect, it } from "vitest";
import { isTimeZone, parseLocalTime } from "../../../parsers/local-time.ts";

const timeOf = (text: string) => parseLocalTime(text, {})?.time ?? null;

describe("the same second in the writing of many cultures", () => {
  it.each([
    ["en-US", "11/28/2010 12:29:47 PM"],
    ["en-US with U+202F", "11/28/2010, 12:29:47\u202fPM"],
    ["en-US with U+200E", "\u200e11\u200e/\u200e28\u200e/\u200e2010 12:29:47 PM"],
    ["the same marks, mangled to question marks", "?11?/?28?/?2010 12:29:47 PM"],
    ["month first, 24 hours", "11/28/2010 12:29:47"],
    ["en-GB", "28/11/2010 12:29:47"],
    ["de-DE", "28.11.2010 12:29:47"],
    ["de-DE in a sentence", "28.11.2010, 12:29:47 Uhr"],
    ["de-DE, year in two digits", "28.11.10 12:29:47"],
    ["nl-NL", "28-11-2010 12:29:47"],
    ["fi-FI", "28.11.2010 12.29.47"],
    ["hu-HU", "2010. 11. 28. 12:29:47"],
    ["es-MX", "28/11/2010 12:29:47 p. m."],
    ["el-GR", "28/11/2010 12:29:47 μμ"],
    ["el-GR with dots", "28/11/2010 12:29:47 μ.μ."],
    ["de-AT", "28.11.2010 12:29:47 nachm."],
    ["ja-JP", "2010/11/28 12:29:47"],
    ["ja-JP, twelve hours", "2010/11/28 午後 12:29:47"],
    ["ja-JP, long", "2010年11月28日 12:29:47"],
    ["zh-CN, long", "2010年11月28日星期日 12时29分47秒"],
    ["zh-TW", "2010/11/28 下午 12:29:47"],
    ["ko-KR", "2010-11-28 오후 12:29:47"],
    ["fa-IR digits", "۲۰۱۰/۱۱/۲۸ ۱۲:۲۹:۴۷"],
    ["ar digits", "٢٨/١١/٢٠١٠ ١٢:٢٩:٤٧"],
    ["ISO without zone", "2010-11-28T12:29:47"],
    ["ISO with a blank", "2010-11-28 12:29:47"],
    ["en long", "Sunday, November 28, 2010 12:29:47 PM"],
    ["de long", "Sonntag, 28. November 2010 12:29:47"],
    ["fr long", "dimanche 28 novembre 2010 12:29:47"],
    ["es long", "domingo, 28 de noviembre de 2010 12:29:47"],
    ["it long", "domenica 28 novembre 2010 12:29:47"],
    ["nl long", "zondag 28 november 2010 12:29:47"],
    ["pt long", "domingo, 28 de novembro de 2010 12:29:47"],
    ["pl long", "niedziela, 28 listopada 2010 12:29:47"],
    ["with the month's name cut", "28-Nov-10 12:29:47"],
    ["ctime", "Sun Nov 28 12:29:47 2010"],
  ])("%s: %s", (_culture, text) => {
    expect(timeOf(text)).toBe("2010-11-28T12:29:47.0000000Z");
  });
});

describe("halves of the day", () => {
  it.each([
    ["11/28/2010 12:05:00 AM", "2010-11-28T00:05:00.0000000Z"],
    ["11/28/2010 1:05:00 a.m.", "2010-11-28T01:05:00.0000000Z"],
    ["11/28/2010 1:05:00 p.m.", "2010-11-28T13:05:00.0000000Z"],
    ["28.11.2010 1:05:00 vorm.", "2010-11-28T01:05:00.0000000Z"],
    ["2010/11/28 午前 1:05:00", "2010-11-28T01:05:00.0000000Z"],
    ["11/28/2010 13:05:00 PM", "2010-11-28T13:05:00.0000000Z"],
  ])("%s", (text, time) => {
    expect(timeOf(text)).toBe(time);
  });
});

describe("offsets and fractions", () => {
  it.each([
    ["2010-11-28T12:29:47.123Z", "2010-11-28T12:29:47.1230000Z", true, "ms"],
    ["2026-10-10T08:14:22.3100000Z", "2026-10-10T08:14:22.3100000Z", true, "100ns"],
    ["2012-03-31T07:00:05.748719600Z", "2012-03-31T07:00:05.7487196Z", true, "100ns"],
    ["2010-11-28T12:29:47.123456+05:30", "2010-11-28T06:59:47.1234560Z", true, "us"],
    ["Sun, 28 Nov 2010 12:29:47 +0100", "2010-11-28T11:29:47.0000000Z", true, "s"],
    ["11/28/2010 12:29:47 PM -05:00", "2010-11-28T17:29:47.0000000Z", true, "s"],
    ["Sun Nov 28 12:29:47 EST 2010", "2010-11-28T17:29:47.0000000Z", true, "s"],
    ["28.11.2010 12:29:47 UTC", "2010-11-28T12:29:47.0000000Z", true, "s"],
    ["19/12/2021 05:04:48.302", "2021-12-19T05:04:48.3020000Z", false, "ms"],
    ["19/12/2021 05:04:48,302", "2021-12-19T05:04:48.3020000Z", false, "ms"],
    ["28.11.2010 12:29", "2010-11-28T12:29:00.0000000Z", false, "minute"],
    ["2010/11/28", "2010-11-28T00:00:00.0000000Z", false, "day"],
    ["28-11-2010", "2010-11-28T00:00:00.0000000Z", false, "day"],
  ])("%s", (text, time, zoned, precision) => {
    expect(parseLocalTime(text, {})).toEqual({ time, zoned, precision, ambiguous: false });
  });
});

describe("the order of day and month where the text leaves it open", () => {
  it.each([
    ["03/10/2024 08:00:00", undefined, "2024-03-10"],
    ["03/10/2024 08:00:00", "mdy", "2024-03-10"],
    ["03/10/2024 08:00:00", "dmy", "2024-10-03"],
    ["03.10.2024 08:00:00", undefined, "2024-10-03"],
    ["03-10-2024 08:00:00", undefined, "2024-10-03"],
    ["13/10/2024 08:00:00", "mdy", "2024-10-13"],
    ["10/13/2024 08:00:00", "dmy", "2024-10-13"],
    ["24/03/10 08:00:00", "ymd", "2024-03-10"],
  ] as const)("%s, %s", (text, order, day) => {
    expect(parseLocalTime(text, { order })?.time).toBe(`${day}T08:00:00.0000000Z`);
  });
});

describe("what is no time", () => {
  it.each([
    "",
    "date",
    "time",
    "<Date> <Time>",
    "5340",
    "12:29:47",
    "Feb 16 09:43",
    "1 2 3",
    "2010-02-30 00:00:00",
    "29.02.2023 00:00:00",
    "11/28/2010 25:00:00",
    "11/28/2010 12:60:00",
    "15/28/2010 12:00:00",
    "0001-01-01 00:00:00",
    "10 minutes",
    "Information Store (5340) Shadow copy instance 2 starting. 1/2/2003",
    `1/2/2003 ${"x".repeat(200)}`,
  ])("%s", (text) => {
    expect(timeOf(text)).toBeNull();
  });
});

describe("zones", () => {
  const inBerlin = (text: string) => {
    const found = parseLocalTime(text, { timeZone: "Europe/Berlin" });
    return [found?.time, found?.ambiguous];
  };

  it("turns local times into UTC, in winter and in summer", () => {
    expect(inBerlin("28.11.2010 12:29:47")).toEqual(["2010-11-28T11:29:47.0000000Z", false]);
    expect(inBerlin("28.07.2010 12:29:47.25")).toEqual(["2010-07-28T10:29:47.2500000Z", false]);
  });

  it("takes the first of two and says so, and goes on behind an hour that is left out", () => {
    // Summer time ended on 31 October 2010 at 03:00 and began on 28 March 2010 at 02:00.
    expect(inBerlin("31.10.2010 02:30:00")).toEqual(["2010-10-31T00:30:00.0000000Z", true]);
    expect(inBerlin("31.10.2010 03:00:00")).toEqual(["2010-10-31T02:00:00.0000000Z", false]);
    expect(inBerlin("28.03.2010 02:30:00")).toEqual(["2010-03-28T01:30:00.0000000Z", true]);
    expect(inBerlin("28.03.2010 03:00:00")).toEqual(["2010-03-28T01:00:00.0000000Z", false]);
  });

  it("leaves a time with its own offset alone", () => {
    expect(inBerlin("2010-07-28T12:29:47Z")).toEqual(["2010-07-28T12:29:47.0000000Z", false]);
  });

  it("knows half hours", () => {
    const found = parseLocalTime("28-11-2010 12:29:47", { timeZone: "Asia/Kolkata" });
    expect(found?.time).toBe("2010-11-28T06:59:47.0000000Z");
  });

  it("tells the names of zones from others", () => {
    expect(["Europe/Berlin", "UTC", "Mars/Olympus", ""].map(isTimeZone)).toEqual([true, true, false, false]);
    expect(() => parseLocalTime("28.11.2010 12:29:47", { timeZone: "Mars/Olympus" })).toThrow(RangeError);
  });
});
