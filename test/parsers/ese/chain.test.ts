import { describe, expect, it } from "vitest";
import { chainWords, checkChain, logName, type SetLog } from "../../../parsers/ese/index.ts";
import { accumulated, type LogFields, log } from "./build.ts";
import { edited } from "./data.ts";
import { checkLog } from "./run.ts";

/** Logs from one generation to another that follow one another, with their right names; the last is the current one. */
function stream(first: number, last: number, changes: Readonly<Record<number, Partial<LogFields>>> = {}) {
  const files: { name: string; bytes: Uint8Array }[] = [];
  let previousSum: readonly [number, number] = [0, 0];
  for (let generation = first; generation <= last; generation++) {
    const bytes = log({ generation, previousSum, ...changes[generation] });
    previousSum = accumulated(bytes);
    const number = generation.toString(16).toUpperCase().padStart(8, "0");
    files.push({ name: generation === last ? "E00.log" : `E00${number}.log`, bytes });
  }
  return files;
}

const chainOf = (files: readonly { name: string; bytes: Uint8Array }[]) =>
  checkChain(
    "E00",
    files.map(({ name, bytes }): SetLog => ({ name, reading: checkLog(bytes) })),
  );

describe("a chain of logs", () => {
  it("is whole when every log follows the one before, in whatever order the files come", () => {
    const chain = chainOf(stream(0x1e, 0x21).reverse());
    expect(chain.problems).toEqual([]);
    expect(chain.eseutilExit).toBe(0);
    expect(chain.logs.map(({ name }) => name)).toEqual([
      "E000000001E.log",
      "E000000001F.log",
      "E0000000020.log",
      "E00.log",
    ]);
  });

  it("passes over reserved logs and those of an unknown name", () => {
    const files = stream(1, 3);
    const [first] = files;
    const others = ["E00tmp.log", "E00res00001.jrs", "res1.log", "E00x.log"];
    const chain = chainOf([
      ...files,
      ...others.map((name) => ({ name, bytes: first?.bytes ?? new Uint8Array() })),
    ]);
    expect(chain.logs).toHaveLength(3);
    expect(chain.eseutilExit).toBe(0);
  });

  it("names a hole, and does not compare the log behind it", () => {
    const chain = chainOf(stream(1, 6).filter((_, i) => i !== 2 && i !== 3));
    expect(chain.problems).toEqual([{ error: -528, missing: [3, 4] }]);
    expect(chain.logs.every(({ ok }) => ok)).toBe(true);
  });

  it("misses the log between the closed ones and the current one by its generation", () => {
    const chain = chainOf(stream(1, 4).filter((_, i) => i !== 2));
    expect(chain.problems).toEqual([
      { error: -528, file: "E00.log", what: "generation", got: 4, expected: 3 },
    ]);
  });

  it.each([
    ["the creation time of the log before", { previousCreated: 40 }, -515, "previous creation time"],
    ["the sum of the log before", { previousSum: [1, 2] }, -590, "accumulated segment checksum"],
    ["the log signature", { signLog: 78 }, -530, "log signature"],
  ] as const)("finds that %s differs", (_, change, error, what) => {
    const chain = chainOf(stream(1, 4, { 3: change }));
    expect(chain.problems[0]).toMatchObject({ error, file: "E0000000003.log", what });
    expect(chain.eseutilExit).toBe(error);
  });

  it("tells the first reason only, in eseutil's order", () => {
    const chain = chainOf(stream(1, 3, { 2: { previousCreated: 40, previousSum: [1, 2], signLog: 78 } }));
    expect(chain.problems).toHaveLength(1);
    expect(chain.problems[0]).toMatchObject({ error: -515 });
  });

  it("does not ask for a sum that was not known, or that the version did not write", () => {
    expect(chainOf(stream(1, 3, { 2: { previousSum: [0, 0] } })).eseutilExit).toBe(0);
    expect(chainOf(stream(1, 3, { 2: { previousSum: [1, 2], updateMinor: 12 } })).eseutilExit).toBe(0);
    expect(chainOf(stream(1, 3, { 2: { previousSum: [1, 2], updateMinor: 13 } })).eseutilExit).toBe(-590);
  });

  it("says of the log behind a damaged one that its error only follows", () => {
    const files = stream(1, 4);
    const damaged = files.map((file, i) =>
      i === 1
        ? {
            ...file,
            bytes: edited(file.bytes, [{ op: "fill", offset: 3 * 4096 + 100, length: 50, value: 9 }]),
          }
        : file,
    );
    const chain = chainOf(damaged);
    expect(chain.problems).toMatchObject([
      { error: -501, file: "E0000000002.log", segment: 3 },
      { error: -590, file: "E0000000003.log" },
    ]);
    const [first, second] = chainWords(chain);
    expect(first).toBe("E0000000002.log: segment checksum mismatch at segment 3 (-501).");
    expect(second).toContain("this follows from the damage of the log before");
  });

  it.each([
    ["an unreadable header", [{ op: "flipBit", offset: 0, bit: 4000 }], -501, "header checksum"],
    ["a wrong size", [{ op: "append", length: 1, value: 0 }], -541, "file size"],
  ] as const)("starts anew behind %s", (_, edits, error, what) => {
    const files = stream(1, 4).map((file, i) =>
      i === 1 ? { ...file, bytes: edited(file.bytes, edits) } : file,
    );
    const chain = chainOf(files);
    expect(chain.problems).toMatchObject([{ error, file: "E0000000002.log", what }]);
  });

  it("refuses a version that nobody knows", () => {
    const chain = chainOf(stream(1, 2, { 1: { version: [9, 1] } }));
    expect(chain.problems).toMatchObject([{ error: -514, what: "format", got: "9.1.0.20" }]);
  });

  it("takes the header of an older format and leaves its content unjudged", () => {
    const { report } = checkLog(log({ generation: 1, version: [7, 3704] }));
    expect(report).toMatchObject({ headerChecksumOk: true, segments: null, eseutilExit: null });
    expect(chainOf(stream(1, 3, { 1: { version: [7, 3704] } })).eseutilExit).toBe(0);
  });

  it("finds a log under the name of another", () => {
    const files = stream(1, 3).map((file, i) => (i === 0 ? { ...file, name: "E0000000007.log" } : file));
    expect(chainOf(files).problems).toContainEqual({
      error: -513,
      file: "E0000000007.log",
      what: "name",
      got: 1,
      expected: 7,
    });
  });
});

describe("names of logs", () => {
  it.each([
    ["E00.log", { kind: "current", base: "E00" }],
    ["E000000001F.log", { kind: "closed", base: "E00", number: 31, digits: 8 }],
    ["edb0001a.log", { kind: "closed", base: "edb", number: 26, digits: 5 }],
    ["E00tmp.log", { kind: "reserved", base: "E00" }],
    ["srures00002.jrs", { kind: "reserved", base: "sru" }],
    ["res2.log", { kind: "reserved", base: "" }],
    ["V01.jtx", { kind: "current", base: "V01" }],
    ["setup.log", null],
    ["E00.chk", null],
  ] as const)("reads %s", (name, expected) => {
    expect(logName(name)).toEqual(expected);
  });
});
