import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { createSorter } from "../../src/source/event-sorter.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 1000 : 60;
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function folderMaker(): { readonly folder: () => string; readonly path: () => string | null } {
  let path: string | null = null;
  return {
    path: () => path,
    folder() {
      path ??= mkdtempSync(join(tmpdir(), "thawline-test-"));
      made.push(path);
      return path;
    },
  };
}

const byNumber = (a: { readonly n: number }, b: { readonly n: number }): number => a.n - b.n;

describe("the sorter", () => {
  it("keeps a small amount in memory and makes no folder", () => {
    const { folder, path } = folderMaker();
    const sorter = createSorter({ compare: byNumber, limit: 10, folder });
    for (const n of [3, 1, 2]) sorter.add({ n });
    expect([...sorter.sorted()]).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(path()).toBeNull();
  });

  it("gives all items in order, however many runs they fill, and removes its files", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { maxLength: 400 }),
        fc.integer({ min: 1, max: 50 }),
        (numbers, limit) => {
          const { folder, path } = folderMaker();
          const sorter = createSorter({ compare: byNumber, limit, folder });
          for (const n of numbers) sorter.add({ n });
          expect([...sorter.sorted()].map(({ n }) => n)).toEqual([...numbers].sort((a, b) => a - b));
          expect(sorter.spilled).toBeGreaterThanOrEqual(Math.floor(numbers.length / limit));
          const left = path();
          expect(left === null || !existsSync(left) ? [] : readdirSync(left)).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("keeps texts of every kind whole on their way through a file", () => {
    const texts = ["\u2028", "\ud800", "äöü€\u{1f4be}", "line\nline\r\n", '"\\', "x".repeat(200_000)];
    const sorter = createSorter<{ n: number; text: string }>({
      compare: byNumber,
      limit: 2,
      folder: folderMaker().folder,
    });
    texts.forEach((text, n) => {
      sorter.add({ n: -n, text });
    });
    expect([...sorter.sorted()].reverse().map((item) => item.text)).toEqual(texts);
  });

  it("removes its files also when it is not read to the end", () => {
    const { folder, path } = folderMaker();
    const sorter = createSorter({ compare: byNumber, limit: 5, folder });
    for (let n = 0; n < 50; n += 1) sorter.add({ n });
    for (const { n } of sorter.sorted()) if (n === 3) break;
    expect(readdirSync(path() ?? "")).toEqual([]);
  });
});
