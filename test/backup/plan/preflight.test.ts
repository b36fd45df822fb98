import { describe, expect, test } from "vitest";
import { OBSTACLES } from "../../../src/backup/plan/obstacles.ts";
import { planBackup } from "../../../src/backup/plan/plan.ts";
import { DB01, DB02, discovery, options, SYSTEM, unit, writer } from "../site.ts";
import {
  C,
  type Case,
  D,
  E,
  F,
  FIRES,
  failed,
  GIB,
  letters,
  look,
  mounted,
  ON_MANY,
  PASSIVE,
  REPLICA,
  STORE,
  TOO_MANY,
  volumes,
  writers,
} from "./preflight-cases.ts";

const codes = (one: Case) => look(one).map(({ code }) => code);

test("a server that is as it should be has nothing in the way", () => {
  expect(look({})).toEqual([]);
  expect(look({ options: { type: "copy", expose: "folders" } })).toEqual([]);
  expect(look({ unit: PASSIVE })).toEqual([]);
  expect(look({ unit: PASSIVE, machine: writers(STORE, REPLICA) })).toEqual([]);
  expect(look({ unit: { role: "standalone", copyStatus: null } })).toEqual([]);
});

describe("it is told, alone, and with what to do", () => {
  test.each(FIRES)("%s %s", (code, _, one) => {
    const found = look(one);
    expect(found.map((each) => each.code)).toEqual([code]);
    expect(found[0]?.message).not.toBe("");
    expect(found[0]?.remedy).not.toBe("");
  });
});

test("two come together where one brings the other", () => {
  expect(codes({ options: { target: "Q:\\Backup" } })).toEqual(["TARGET_MISSING", "TARGET_SPACE_UNKNOWN"]);
  expect(codes({ options: { target: "\\\\nas\\backup", expose: "folders" } })).toEqual([
    "NO_MOUNT_FOLDER",
    "TARGET_ON_SHARE",
    "TARGET_SPACE_UNKNOWN",
  ]);
  // Both databases of a storage group.
  const pair = [...(mounted(false).databases ?? []), ...(mounted(null).databases ?? [])];
  expect(codes({ unit: { databases: pair } })).toEqual(["NOT_MOUNTED", "MOUNT_UNKNOWN"]);
});

test("every obstacle is tried here", () => {
  const tried = new Set([...FIRES.map(([code]) => code), "TARGET_MISSING"]);
  expect([...tried].sort()).toEqual(Object.keys(OBSTACLES).sort());
});

describe("it stays silent where it does not matter", () => {
  test.each<readonly [when: string, one: Case]>([
    ["a 32-bit system", { machine: { bits: { system: 32, process: 32 } } }],
    [
      "the writer of passive copies failed, and the copy is active",
      { machine: writers(STORE, { ...REPLICA, ...failed }) },
    ],
    [
      "another writer failed",
      { machine: { writers: [{ ...writer(SYSTEM, "System Writer"), ...failed }, STORE] } },
    ],
    ["circular logging, and a copy backup", { unit: { circularLogging: true }, options: { type: "copy" } }],
    [
      "a recovery database beside it, without a GUID",
      { others: [{ ...unit("RDB", DB02), recovery: true, guid: null }] },
    ],
    ["a word of the status in other letters", { unit: { copyStatus: "mounted" } }],
    ["little space on a volume that has none of it", { machine: volumes({ ...C, freeBytes: 0 }, D, E, F) }],
    [
      "a small volume that is half empty",
      { machine: volumes(D, { ...E, bytes: 16 * GIB, freeBytes: 8 * GIB }, F) },
    ],
    [
      "a large volume with enough",
      { machine: volumes(D, { ...E, bytes: 4000 * GIB, freeBytes: 11 * GIB }, F) },
    ],
    [
      "64 volumes",
      {
        machine: volumes(C, D, F, ...TOO_MANY),
        unit: { databases: ON_MANY.slice(1) },
        options: { expose: "folders" },
      },
    ],
    ["space for the files, 5 % and 1 GiB", { machine: volumes({ ...D, freeBytes: 421 * GIB }, E, F) }],
    ["as many free letters as volumes", { machine: letters("DGHIJKLMNOPQRSTUVWX") }],
    [
      "no free letters, and folders",
      { machine: letters("CDEFGHIJKLMNOPQRSTUVWXYZ"), options: { expose: "folders" } },
    ],
    [
      "a target below a mount point of a volume that is snapshotted by its letter",
      {
        machine: volumes({ ...D, mountPoints: ["E:\\Backup\\"] }, E, F, C),
        options: { target: "E:\\Backup\\x" },
      },
    ],
    [
      "a target of another system, as simulated servers have",
      { machine: volumes({ ...D, mountPoints: ["/"] }, E, F), options: { target: "/tmp/thawline-x/backup" } },
    ],
  ])("%s", (_, one) => expect(look(one)).toEqual([]));
});

test("the path of a program that cmd does not carry is named, with what it has; blanks and brackets are carried", () => {
  const command = (...copyCommand: readonly [string, ...string[]]) => look({ options: { copyCommand } });
  const [found, ...rest] = command("C:\\M\u00fcller\\node.exe", "C:\\M\u00fcller\\\u0416\\main.js");
  expect([found?.blocks, rest]).toEqual([true, []]);
  expect(found?.message).toBe(
    "copy.cmd does not carry C:\\M\u00fcller\\node.exe: \u00fc; C:\\M\u00fcller\\\u0416\\main.js: \u00fc \u0416",
  );
  expect(command("C:\\Program Files (x86)\\100% !^&'\\node.exe", "C:\\T\\main.js")).toEqual([]);
});

test("a target on a mount point of the volume that is snapshotted is seen as what it is", () => {
  const found = look({
    machine: volumes(C, { ...E, mountPoints: ["E:\\", "C:\\Mount\\E\\"] }, F),
    options: { target: "C:\\Mount\\E\\Backup" },
  });
  expect(found.map(({ code }) => code)).toEqual(["TARGET_ON_SNAPSHOT"]);
});

describe("a target that Diskshadow or cmd do not carry", () => {
  test.each([
    ["D:\\My Backup", "a blank"],
    ["D:\\Sicherung\u00fc", "\u00fc"],
    ["D:\\50%", "%"],
    ["D:\\a&b", "&"],
    ["D:\\a^b", "^"],
    ["D:\\wow!", "!"],
    ["D:\\it's", "'"],
    ['D:\\a"b', '"'],
    ["D:\\Backup (old)", "( ) a blank"],
  ])("%s", (target, signs) => {
    const [first, ...rest] = look({ options: { target } });
    expect([first?.code, first?.blocks, rest]).toEqual(["TARGET_PATH", true, []]);
    for (const sign of signs.split(/(?<!a) /)) expect(first?.message).toContain(sign);
  });
});

// By hand: `<target>\EX1_DB01_19700101T000000Z_0000000000000000\files\E0000000001.log`: 65 characters behind the target.
test.each([
  [194, 0],
  [195, 1],
])("a target of %i characters", (length, count) => {
  const target = `D:\\${"x".repeat(length - 3)}`;
  expect(codes({ options: { target } })).toEqual(Array(count).fill("TARGET_TOO_LONG"));
});

test("what stops comes first, and each says so", () => {
  const found = look({
    machine: { elevated: null, shadows: null, ...writers({ ...STORE, hasError: true }) },
    unit: { circularLogging: true, backupInProgress: true },
  });
  expect(found.map(({ code, blocks }) => [code, blocks])).toEqual([
    ["BACKUP_IN_PROGRESS", true],
    ["CIRCULAR_LOGGING", true],
    ["RIGHTS_UNKNOWN", false],
    ["WRITER_LAST_ERROR", false],
    ["SHADOWS_UNKNOWN", false],
  ]);
});

test("what cannot be planned is stopped before, and what nothing stops can be planned, any two together", () => {
  let free = 0;
  for (const [code, when, one] of FIRES) {
    for (const [other, otherWhen, two] of FIRES) {
      const both: Case = {
        machine: { ...one.machine, ...two.machine },
        unit: { ...one.unit, ...two.unit },
        others: [...(one.others ?? []), ...(two.others ?? [])],
        options: { ...one.options, ...two.options },
      };
      const wanted = unit("DB01", DB01, both.unit);
      const found = discovery({ units: [wanted, ...(both.others ?? [])], ...both.machine });
      const blocked = look(both).some(({ blocks }) => blocks);
      let why: unknown = null;
      try {
        planBackup(found, wanted, options(both.options));
      } catch (error) {
        why = error;
      }
      if (!blocked) expect([code, when, other, otherWhen, why]).toEqual([code, when, other, otherWhen, null]);
      if (!blocked) free += 1;
    }
  }
  // Warnings alone.
  expect(free).toBeGreaterThan(50);
});
