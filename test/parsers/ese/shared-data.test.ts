import { describe, expect, it } from "vitest";
import { createFlushMapScan, HEAD_SIZE, identify, readCheckpoint } from "../../../parsers/ese/index.ts";
import {
  edited,
  type FileEntry,
  load,
  type Mutation,
  present,
  readList,
  type SetEntry,
  SKIPPED,
} from "./data.ts";
import { checkDatabase, checkLog, checkReadable, feed, judgeFiles } from "./run.ts";

const TYPES: Readonly<Record<string, string>> = { db: "database", log: "log", checkpoint: "checkpoint" };
/** A prime, so that no piece begins where a page does. */
const ODD_STEP = 300_007;

function check(bytes: Uint8Array, kind: string, step: number): unknown {
  if (kind === "log") return checkLog(bytes, step).report;
  if (kind === "checkpoint") return readCheckpoint(bytes).report;
  return checkDatabase(bytes, step);
}

describe.skipIf(!present)(`single files ${SKIPPED}`, () => {
  it.each(readList<FileEntry>("files.json"))("reads $path", ({ path, expected }) => {
    const bytes = load(path);
    expect(check(bytes, expected.kind, bytes.length)).toMatchObject(expected);
    expect(check(bytes, expected.kind, ODD_STEP)).toMatchObject(expected);
    expect(identify(bytes.subarray(0, HEAD_SIZE), bytes.length)).toEqual({
      type: TYPES[expected.kind],
      whole: true,
    });
  });
});

describe.skipIf(!present)(`damaged files ${SKIPPED}`, () => {
  it.each(readList<Mutation>("mutations.json"))("finds $id", ({ base, edits, expected }) => {
    const bytes = edited(load(base), edits);
    expect(check(bytes, expected.kind, bytes.length)).toMatchObject(expected);
  });

  const swaps = readList<Mutation>("mutations.json").filter(({ id }) => /^\d+k(-synth)?-swap$/.test(id));

  it.each(swaps)("tells where the pages of $id belong", ({ id, base, edits }) => {
    const { badPages, misplaced } = checkReadable(edited(load(base), edits));
    const [a, b] = badPages;
    // 5 and 7 differ in one bit: on a page of one block that can as well be a wrong bit in the sum.
    const told = id === "2k-swap" ? [] : [a, b];
    expect(misplaced).toEqual(told.map((pgno) => ({ pgno, belongsTo: pgno === a ? b : a })));
  });
});

describe.skipIf(!present)(`sets ${SKIPPED}`, () => {
  const sets = readList<SetEntry>("sets.json");
  const filesOf = (set: SetEntry) => set.files.map(({ path, name }) => ({ name, bytes: load(path) }));

  it.each(sets)("judges $name", (set) => {
    const verdict = judgeFiles(set.base, filesOf(set));
    expect(verdict).toMatchObject(set.expected);
    expect(verdict.databases).toHaveLength(set.expected.databases.length);
  });

  it("reads the flush maps that lie beside databases", () => {
    const maps = sets.flatMap(filesOf).filter(({ name }) => name.endsWith(".jfm"));
    expect(maps).toHaveLength(3);
    for (const { bytes } of maps) {
      const scan = createFlushMapScan();
      feed(scan, bytes, ODD_STEP);
      expect(scan.end()).toMatchObject({ headerOk: true, pages: 2, badPages: 0 });
      const damaged = createFlushMapScan();
      feed(damaged, edited(bytes, [{ op: "fill", offset: 9000, length: 9, value: 1 }]), 8192);
      expect(damaged.end()).toMatchObject({ headerOk: true, badPages: 1 });
    }
  });
});
