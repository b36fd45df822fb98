import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visible } from "../../src/report/visible.ts";

describe("foreign text made visible", () => {
  it.each([
    ["plain text, Größe", "plain text, Größe"],
    ["\u001b[31mred", "\\x1b[31mred"],
    ["abc\u202egnp.exe", "abc\\u202egnp.exe"],
    ["a\r\n\r\n  b\tc\r\n", "a ⏎ b c"],
    ["\u2028x\u0085y", " ⏎ x ⏎ y"],
    ["\ud800", "\\ud800"],
    ["\u{e0041}", "\\u{e0041}"],
    ["e\u0301", "e\u0301"],
    ["\u0301e", "\\u0301e"],
    [`e${"\u0301".repeat(5)}`, `e${"\u0301".repeat(3)}\\u0301{+1 marks}`],
    ["\u3164\u00ad", "\\u3164\\xad"],
  ])("%j becomes %j", (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it("uses nothing but ASCII where the terminal has nothing else", () => {
    expect(visible("Größe\n日", false)).toBe("Gr\\xf6\\xdfe \\n \\u65e5");
  });

  it("leaves no control, format or unassigned character, and is done after one pass", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (text, unicode) => {
        const shown = visible(text, unicode);
        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect(visible(shown, unicode)).toBe(shown);
      }),
      { numRuns: process.env.THAWLINE_PROOF === "full" ? 20_000 : 500 },
    );
  });
});
