import { describe, expect, it } from "vitest";
import { accumulated, database, type HeaderFields, log, newPage } from "./build.ts";
import { edited } from "./data.ts";
import { judgeFiles } from "./run.ts";

const DIRTY: HeaderFields = { state: 2, required: [3, 4], committed: 5, signLog: 77 };

function files(fields: HeaderFields, generations: readonly number[] = [1, 2, 3, 4, 5]) {
  let previousSum: readonly [number, number] = [0, 0];
  const logs = [1, 2, 3, 4, 5].map((generation) => {
    const bytes = log({ generation, previousSum });
    previousSum = accumulated(bytes);
    return { name: generation === 5 ? "E00.log" : `E000000000${generation}.log`, generation, bytes };
  });
  const pages = [1, 2, 3].map((pgno) => newPage(4096, pgno));
  return [
    { name: "DB.edb", bytes: database(4096, pages, fields) },
    ...logs.filter(({ generation }) => generations.includes(generation)),
  ];
}

function judged(fields: HeaderFields, generations?: readonly number[]) {
  const [verdict] = judgeFiles("E00", files(fields, generations)).databases;
  if (verdict === undefined) throw new Error("no database");
  return verdict;
}

describe("the verdict on a database", () => {
  it("needs the required logs only", () => {
    expect(judged(DIRTY)).toMatchObject({ verdict: "recoverable", reasons: [], details: [], warnings: [] });
    expect(judged(DIRTY, [3, 4, 5]).verdict).toBe("recoverable");
  });

  it("loses what is committed and not there, and says from which log on", () => {
    const verdict = judged(DIRTY, [3, 4]);
    expect(verdict).toMatchObject({
      verdict: "recoverable with loss",
      lossy: [5],
      committedTimeMatches: null,
    });
    expect(verdict.details[0]).toMatch(/E0000000005\.log \(generation 0x5\).*lost \(-582\)/);
    expect(verdict.warnings).toContain("The current log, E00.log, is not among the files.");
  });

  it("misses no current log where the header says that nothing behind the closed ones is committed", () => {
    const passive = { ...DIRTY, required: [3, 3], committed: 4 } as const;
    expect(judged({ ...passive, committedCreated: 4 }, [3, 4])).toMatchObject({
      verdict: "recoverable",
      warnings: [],
    });
    // An engine that tells of no committed log, and one whose committed log is another one.
    for (const fields of [
      { ...passive, committed: 0 },
      { ...passive, committedCreated: 40 },
    ]) {
      expect(judged(fields, [3, 4]).warnings).toContain("The current log, E00.log, is not among the files.");
    }
  });

  it("fails without a required log, and names it", () => {
    const verdict = judged(DIRTY, [1, 2, 3, 5]);
    expect(verdict).toMatchObject({ verdict: "not recoverable", missing: [4], counts: { missing: 1 } });
    expect(verdict.details[0]).toMatch(/E0000000004\.log .*cannot be made consistent.*\(-543\)/);
  });

  it("warns of a hole before the range", () => {
    const verdict = judged(DIRTY, [1, 3, 4, 5]);
    expect(verdict.verdict).toBe("recoverable");
    expect(verdict.warnings[0]).toMatch(/Older logs are missing \(E0000000002\.log/);
  });

  it("takes a torn end for damage in a closed log, for normal in the current one", () => {
    const torn = (name: string) =>
      judgeFiles(
        "E00",
        files(DIRTY).map((file) =>
          file.name === name
            ? {
                ...file,
                bytes: edited(file.bytes, [
                  { op: "copy", from: 5 * 4096, to: 6 * 4096, length: 4096 },
                  { op: "fill", offset: 5 * 4096 + 2000, length: 2000, value: 7 },
                ]),
              }
            : file,
        ),
      ).databases[0];
    expect(torn("E00.log")).toMatchObject({ verdict: "recoverable", damaged: [] });
    expect(torn("E0000000003.log")).toMatchObject({ verdict: "not recoverable", damaged: [3] });
  });

  it("finds a log of another history behind the same names and times", () => {
    const foreign = files(DIRTY).map((file) =>
      file.name === "E0000000004.log" ? { ...file, bytes: log({ generation: 4, signLog: 99 }) } : file,
    );
    expect(judgeFiles("E00", foreign).databases[0]).toMatchObject({
      verdict: "not recoverable",
      signatureMismatch: [4],
    });
  });

  it.each([
    [
      "committed",
      { committedCreated: 5, requiredCreated: 4 },
      { verdict: "recoverable", committedTimeMatches: true },
    ],
    [
      "committed",
      { committedCreated: 50 },
      { verdict: "recoverable with loss", lossy: [5], committedTimeMatches: false },
    ],
    ["required", { requiredCreated: 40 }, { verdict: "not recoverable", outOfSequence: [4] }],
  ] as const)("knows the %s log by its time: %j", (_, times, expected) => {
    expect(judged({ ...DIRTY, ...times })).toMatchObject(expected);
  });

  it("takes the whole one of two logs of a generation", () => {
    const all = files(DIRTY);
    const four = all.find(({ name }) => name === "E0000000004.log");
    if (four === undefined) throw new Error("no log");
    const damaged = edited(four.bytes, [{ op: "fill", offset: 9000, length: 9, value: 1 }]);
    const copy = { name: "E0000000014.log", bytes: four.bytes };
    const others = all.filter(({ name }) => name !== four.name);
    for (const both of [
      [{ ...four, bytes: damaged }, copy],
      [copy, { ...four, bytes: damaged }],
    ]) {
      const [verdict] = judgeFiles("E00", [...others, ...both]).databases;
      expect(verdict).toMatchObject({ verdict: "recoverable", damaged: [] });
    }
  });

  it("counts a log with an unreadable header as damaged, by its name or as the newest", () => {
    const broken = (name: string) =>
      judgeFiles(
        "E00",
        files({ ...DIRTY, required: [3, 5] }).map((file) =>
          file.name === name
            ? { ...file, bytes: edited(file.bytes, [{ op: "flipBit", bit: 30_000 }]) }
            : file,
        ),
      ).databases[0];
    expect(broken("E0000000003.log")).toMatchObject({
      verdict: "not recoverable",
      damaged: [3],
      missing: [],
    });
    expect(broken("E00.log")).toMatchObject({ verdict: "not recoverable", damaged: [5], missing: [] });
  });

  it("tells the right name of a log that has a wrong one", () => {
    const renamed = files(DIRTY).map((file) =>
      file.name === "E0000000004.log" ? { ...file, name: "E0000000044.log" } : file,
    );
    const [verdict] = judgeFiles("E00", renamed).databases;
    expect(verdict?.verdict).toBe("recoverable");
    expect(verdict?.warnings).toContain(
      "Recovery opens logs by name: E0000000044.log should be E0000000004.log (-513).",
    );
  });

  it.each([
    [3, "clean"],
    [1, "other"],
    [4, "other"],
    [6, "other"],
    [99, "other"],
  ] as const)("calls state %i %s", (state, verdict) => {
    expect(judged({ state }).verdict).toBe(verdict);
  });

  it("judges a patched database by its logs as well", () => {
    expect(judged({ ...DIRTY, state: 7 }, [3, 5]).verdict).toBe("not recoverable");
  });

  it.each([
    [[0, 0], 0],
    [[5, 3], 5],
    [[-4, 3], 5],
  ] as const)("does not guess from required logs %j", (required, committed) => {
    expect(judged({ state: 2, required, committed })).toMatchObject({
      verdict: "other",
      reasons: ["required logs not named"],
    });
  });

  it("bounds what it lists of a range of billions, and counts it", () => {
    const verdict = judged({ state: 2, required: [1, 0x7fffffff], committed: 0x7fffffff });
    expect(verdict.missing).toHaveLength(1000);
    expect(verdict.counts?.missing).toBe(0x7fffffff - 5);
    expect(JSON.stringify(verdict.details).length).toBeLessThan(2000);
  });

  it("calls pages with wrong sums damage, whatever the logs are", () => {
    const [db, ...logs] = files({ state: 3 });
    if (db === undefined) throw new Error("no database");
    const bytes = edited(db.bytes, [{ op: "fill", offset: 9000, length: 40, value: 1 }]);
    const [verdict] = judgeFiles("E00", [{ ...db, bytes }, ...logs]).databases;
    expect(verdict).toMatchObject({ verdict: "damaged", pages: { bad: 1 } });
    expect(verdict?.details[0]).toBe("1 page damaged: 1 (-1206; -1018 when it is read).");
  });

  it("passes a wrong bit that can be corrected, with a warning", () => {
    const [db, ...logs] = files({ state: 3 });
    if (db === undefined) throw new Error("no database");
    const bytes = edited(db.bytes, [{ op: "flipBit", offset: 8192, bit: 900 }]);
    const [verdict] = judgeFiles("E00", [{ ...db, bytes }, ...logs]).databases;
    expect(verdict).toMatchObject({ verdict: "clean", pages: { bad: 0, correctable: 1 } });
    expect(verdict?.warnings[0]).toMatch(/1 page with a wrong bit that can be corrected: 1 \(bit 900\)/);
  });

  it("calls a database without a good header damaged", () => {
    const bytes = edited(database(4096, []), [
      { op: "flipBit", offset: 0, bit: 800 },
      { op: "flipBit", offset: 4096, bit: 801 },
    ]);
    const [verdict] = judgeFiles("E00", [{ name: "DB.edb", bytes }]).databases;
    expect(verdict).toMatchObject({ verdict: "damaged", reasons: ["both headers damaged"] });
  });
});
