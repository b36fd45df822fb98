import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { PageCell } from "../../../src/model/verify.ts";
import { stripChart } from "../../../src/report/html/verify/strip.ts";
import { stripSvg } from "../../../src/report/html/verify/strip-svg.ts";

const cell = (some: Partial<PageCell> = {}): PageCell => ({
  seen: 10,
  bad: 0,
  misplaced: 0,
  correctable: 0,
  uninitialized: 0,
  ...some,
});
const many = (count: number, change: (index: number) => Partial<PageCell> = () => ({})): PageCell[] =>
  Array.from({ length: count }, (_, index) => cell(change(index)));

/** 10 pages a cell, the first of which are the header (-1) and its shadow (0): cell 2 begins with page 19. */
const mixed = stripChart({
  pagesPerCell: 10,
  cells: [
    cell(),
    cell({ uninitialized: 10 }),
    cell({ bad: 2, misplaced: 1 }),
    cell({ seen: 3, correctable: 1 }),
  ],
});

describe("the strip of a database", () => {
  it("shows each part of the file at its place, by the worst that is in it", () => {
    expect(mixed.spans).toEqual([
      { kind: "pages", x: 0, width: 25, used: 1, title: "" },
      { kind: "pages", x: 25, width: 25, used: 0, title: "" },
      {
        kind: "bad",
        x: 50,
        width: 25,
        used: 1,
        title: "pages 19 to 28: 2 damaged, 1 of them at the wrong place",
      },
      { kind: "correctable", x: 75, width: 25, used: 1, title: "pages 29 to 31: 1 with a wrong bit" },
    ]);
    expect(mixed.signs).toEqual([
      { kind: "bad", x: 62.5 },
      { kind: "correctable", x: 87.5 },
    ]);
  });

  it("is one bar of a file that is all good, and of one that is empty behind its middle two", () => {
    expect(stripChart({ pagesPerCell: 7, cells: many(256) }).spans).toEqual([
      { kind: "pages", x: 0, width: 100, used: 1, title: "" },
    ]);
    const half = many(256, (index) => ({ uninitialized: index < 128 ? 0 : 10 }));
    expect(stripChart({ pagesPerCell: 7, cells: half }).spans).toMatchObject([
      { x: 0, width: 50, used: 1 },
      { x: 50, width: 50, used: 0 },
    ]);
  });

  it("never shows one page among empty ones as nothing, nor one empty page as none", () => {
    const cells = [
      cell({ seen: 1000, uninitialized: 999 }),
      cell({ seen: 1000, uninitialized: 1 }),
      cell({ seen: 1000, uninitialized: 500 }),
    ];
    expect(stripChart({ pagesPerCell: 1000, cells }).spans.map(({ used }) => used)).toEqual([
      0.125, 0.875, 0.5,
    ]);
  });

  it("tells misplaced pages from damaged ones, and what was not read", () => {
    const cells = [cell({ bad: 3, misplaced: 3 }), cell({ seen: 0 }), cell({ seen: 0 })];
    expect(stripChart({ pagesPerCell: 10, cells }).spans).toMatchObject([
      { kind: "misplaced", x: 0, width: 33.333 },
      { kind: "unread", x: 33.333, width: 66.667 },
    ]);
  });

  it("puts one sign where many bad cells lie together, that of the worst", () => {
    const cells = many(256, (index) => (index < 8 ? { correctable: 1, bad: index === 5 ? 1 : 0 } : {}));
    expect(stripChart({ pagesPerCell: 10, cells }).signs).toEqual([{ kind: "bad", x: 2.148 }]);
  });

  it("is the SVG that was looked at", () => {
    const golden = readFileSync(new URL("../golden/verify.strip.txt", import.meta.url), "utf8");
    expect(`${stripSvg(mixed, 132 * 1024, 'of "DB01.edb"').markup}\n`).toBe(golden);
  });

  it("stays small however much is wrong", () => {
    const cells = many(256, (index) => (index % 2 === 0 ? { bad: 1 } : { correctable: 1 }));
    const { markup } = stripSvg(stripChart({ pagesPerCell: 1_000_000, cells }), 2 ** 41, "");
    expect(markup.length).toBeLessThan(40_000);
  });
});
