import { describe, expect, it } from "vitest";
import { fitsPattern, isPattern } from "../../src/model/name-pattern.ts";

describe("a pattern of names", () => {
  it.each([
    ["DB01", "db01", true],
    ["DB01", "DB010", false],
    ["DB*", "DB", true],
    ["DB*", "MyDB1", false],
    ["*DB*1", "OldDB-b1-21", true],
    ["DB0?", "DB01", true],
    ["DB0?", "DB0", false],
    ["*", "", true],
    ["?", "", false],
    ["a.c", "abc", false],
    ["Postfächer?", "POSTFÄCHER1", true],
  ])("%j and the name %j: %j", (pattern, name, fits) => {
    expect(fitsPattern(pattern, name)).toBe(fits);
  });

  it("takes no more time for many stars than for one", () => {
    // A backtracking matcher would try some 10^20 ways.
    expect(fitsPattern(`${"*a".repeat(40)}b`, "a".repeat(2_000))).toBe(false);
  });

  it("is told from a plain name", () => {
    expect(["DB01", "DB*", "DB?"].map(isPattern)).toEqual([false, true, true]);
  });
});
