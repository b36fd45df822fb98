import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { VerifiedSet } from "../../../src/model/verify.ts";
import { chainChart } from "../../../src/report/html/verify/chain.ts";
import { chainSvg, chainWordsOf } from "../../../src/report/html/verify/chain-svg.ts";
import { partsOfSet } from "../../../src/report/verify/chain-parts.ts";

type Chain = VerifiedSet["chain"];
type Database = VerifiedSet["databases"][number];

const fileOf = (generation: number): string =>
  `E00${generation.toString(16).toUpperCase().padStart(8, "0")}.log`;
const logsOf = (...generations: number[]): Chain["logs"] =>
  generations.map((generation) => ({ name: fileOf(generation), ok: true, generation }));

function setOf(
  logs: Chain["logs"],
  problems: Chain["problems"] = [],
  databases: readonly Database[] = [],
): VerifiedSet {
  return {
    folder: "G:\\backup",
    base: "E00",
    chain: { base: "E00", logs, problems, eseutilExit: problems[0]?.error ?? 0 },
    checkpoint: null,
    databases,
  };
}

const database = (required: readonly [number, number], committed: number): Database => ({
  name: "DB01.edb",
  path: "G:\\backup\\DB01.edb",
  pages: { bad: 0, correctable: 0, uninitialized: 0, seen: 10 },
  state: "Dirty Shutdown",
  required,
  committed,
  reasons: [],
  details: [],
  warnings: [],
  verdict: "not recoverable",
  judged: true,
});

/** Logs 1 to 4, a hole at 5, logs 6 to 9. */
const holed: VerifiedSet = {
  ...setOf(logsOf(1, 2, 3, 4, 6, 7, 8, 9), [{ error: -528, missing: [5, 5] }], [database([4, 6], 7)]),
  checkpoint: { ok: true, generation: 2, lgpos: [2, 0, 0], logPresent: true },
};

describe("the parts of a chain", () => {
  it("are the logs that follow one another, the missing ones, and each that is wrong", () => {
    const logs = logsOf(1, 2, 3, 5, 6).map((log) => (log.generation === 6 ? { ...log, ok: false } : log));
    const set = setOf(logs, [
      { error: -528, missing: [4, 4] },
      { error: -501, file: fileOf(6), what: "header checksum" },
    ]);
    expect(partsOfSet(set)).toEqual([
      { kind: "whole", from: 1, to: 3, count: 3, first: "0x1", last: "0x3" },
      { kind: "missing", from: 4, to: 4 },
      { kind: "whole", from: 5, to: 5, count: 1, first: "0x5", last: "0x5" },
      { kind: "wrong", from: 6, to: 6, name: fileOf(6), error: -501, what: "header checksum" },
    ]);
  });

  it("hold what a database needs before the first log and behind the last", () => {
    expect(partsOfSet(setOf(logsOf(8, 9), [], [database([6, 9], 12)]))).toMatchObject([
      { kind: "missing", from: 6, to: 7 },
      { kind: "whole", from: 8, to: 9 },
      { kind: "missing", from: 10, to: 12 },
    ]);
  });

  it("are one hole where there is no log at all, also of billions that a damaged header names", () => {
    expect(partsOfSet(setOf([], [], [database([7, 9], 10)]))).toEqual([{ kind: "missing", from: 7, to: 10 }]);
    expect(partsOfSet(setOf([], [], [database([1, 4_294_967_295], 7)]))).toEqual([
      { kind: "missing", from: 1, to: 4_294_967_295 },
    ]);
  });

  it("do not call a current log missing whose header cannot be read", () => {
    const current = { name: "E00.log", ok: false, generation: null };
    const set = setOf(
      [...logsOf(7, 8), current],
      [{ error: -501, file: "E00.log", what: "header checksum" }],
      [database([8, 9], 9)],
    );
    expect(partsOfSet(set).map(({ kind, from }) => [kind, from])).toEqual([
      ["whole", 7],
      ["wrong", 9],
    ]);
  });
});

describe("the picture of a chain", () => {
  // Four logs weigh 1 + log2(4) = 3, one missing log 1: seven parts of 14.286 % in all.
  it("gives long runs more room, and marks checkpoint, required and committed logs at their place", () => {
    expect(chainChart(holed)).toEqual({
      links: [
        { kind: "whole", x: 0, width: 42.857, title: "0x1 to 0x4: 4 logs in order", label: "0x1 to 0x4" },
        { kind: "missing", x: 42.857, width: 14.286, title: "0x5: 1 log missing (-528)", label: "0x5" },
        {
          kind: "whole",
          x: 57.143,
          width: 42.857,
          title: "0x6 to 0x9: 4 logs in order",
          label: "0x6 to 0x9",
        },
      ],
      // The second of four logs begins at a quarter of 42.857.
      checkpoint: { x: 10.714, label: "checkpoint in 0x2" },
      lanes: [
        {
          label: "DB01.edb needs 0x4 to 0x6, committed up to 0x7",
          tone: "failure",
          // From three quarters of the first run to a quarter of the second one.
          required: [32.143, 35.714],
          committed: [67.857, 10.714],
        },
      ],
    });
  });

  it("says the same in words", () => {
    expect(chainWordsOf(holed)).toBe(
      "0x1 to 0x4: 4 logs in order; 0x5: 1 log missing (-528); 0x6 to 0x9: 4 logs in order; checkpoint in 0x2; DB01.edb needs 0x4 to 0x6, committed up to 0x7.",
    );
  });

  it("folds thousands of breaks into what can be seen", () => {
    const every = Array.from({ length: 3000 }, (_, index) => index * 2 + 1);
    const problems = every.slice(1).map((generation) => ({
      error: -528,
      missing: [generation - 1, generation - 1] as const,
    }));
    const set = setOf(logsOf(...every), problems);
    // 5,999 parts, 100 a link.
    const chart = chainChart(set);
    expect(chart?.links).toHaveLength(60);
    expect(chart?.links[0]).toMatchObject({
      kind: "folded",
      title:
        "0x1 to 0x64: 50 breaks: 0x2: 1 log missing (-528); 0x4: 1 log missing (-528); 0x6: 1 log missing (-528) and 47 more",
    });
    expect(chainWordsOf(set)).toContain("; and 5987 more parts; ");
    expect(chart && chainSvg(chart, chainWordsOf(set)).markup.length).toBeLessThan(30_000);
  });

  it("is not there where there is nothing to draw", () => {
    expect(chainChart(setOf([]))).toBeNull();
  });

  it("is the SVG that was looked at", () => {
    const golden = readFileSync(new URL("../golden/verify.chain.txt", import.meta.url), "utf8");
    const chart = chainChart(holed);
    expect(`${chart && chainSvg(chart, chainWordsOf(holed)).markup}\n`).toBe(golden);
  });
});
