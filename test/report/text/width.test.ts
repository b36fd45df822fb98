import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, takeColumns, widthOf, wrap } from "../../../src/report/text/width.ts";
import { columns } from "./width.ts";

const texts = fc
  .array(fc.constantFrom("a", "word", " ", "データ", "邮箱", "한국", "é", "e\u0301", "😀", "𠀀", "!", "─"), {
    maxLength: 40,
  })
  .map((parts) => parts.join(""));

describe("columns of a text", () => {
  it.each([
    ["abc", 3],
    ["", 0],
    ["日本", 4],
    ["e\u0301", 1],
    ["😀", 2],
    ["𠀀", 2],
    ["ｶﾅ", 2],
    ["ＡＢ", 4],
    ["─✓…", 3],
  ])("%s takes %d", (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it("agrees with a count by script", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(widthOf(text)).toBe(columns(text));
      }),
    );
  });

  it("never cuts a wide letter in half, nor a letter from its marks", () => {
    expect(takeColumns("日本", 3)).toBe("日");
    expect(takeColumns("e\u0301x", 1)).toBe("e\u0301");
    expect(cut("Database", 6, "…")).toBe("Datab…");
    expect(cut("日本語", 5, "…")).toBe("日本…");
    expect(cut("short", 5, "…")).toBe("short");
  });

  it("wraps without losing a letter and without a line too long", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 60 }), (text, width) => {
        const lines = wrap(text, width);
        for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      }),
    );
  });
});
