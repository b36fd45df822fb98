import { describe, expect, test } from "vitest";
import {
  below,
  isPlainWord,
  joinPath,
  plainName,
  samePath,
  splitPath,
  volumeOf,
} from "../../../src/backup/plan/paths.ts";
import { volume } from "../site.ts";

describe("paths have the shape that they come in", () => {
  test.each([
    ["G:", ["Databases\\DB01"], "G:\\Databases\\DB01"],
    ["G:\\", ["DB01.edb"], "G:\\DB01.edb"],
    ["G:", [""], "G:\\"],
    ["\\\\nas\\backup\\", ["run", "files"], "\\\\nas\\backup\\run\\files"],
    ["D:/Backup", ["run"], "D:\\Backup\\run"],
    ["/tmp/lab/snapshot/1", ["Databases\\DB01"], "/tmp/lab/snapshot/1/Databases/DB01"],
    ["/", ["tmp"], "/tmp"],
    ["/", [], "/"],
  ])("%s and %j", (base, names, joined) => {
    expect(joinPath(base, ...names)).toBe(joined);
  });

  test.each([
    ["E:\\Databases\\DB01\\DB01.edb", "E:\\Databases\\DB01", "DB01.edb"],
    ["E:\\DB01.edb", "E:\\", "DB01.edb"],
    ["/srv/db/one.edb", "/srv/db", "one.edb"],
    ["/one.edb", "/", "one.edb"],
    ["one.edb", "", "one.edb"],
  ])("%s is split", (path, folder, name) => {
    expect(splitPath(path)).toEqual({ folder, name });
  });

  test("Windows compares without case and with either separator, others letter by letter", () => {
    expect(samePath("E:\\Databases\\", "e:/databases")).toBe(true);
    expect(samePath("/srv/DB", "/srv/db")).toBe(false);
    expect(below("C:\\Mounts\\DB1\\", "c:\\mounts\\db1\\logs\\x")).toBe("logs\\x");
    expect(below("C:\\Mounts\\DB1\\", "C:\\Mounts\\DB1")).toBe("");
    expect(below("C:\\Mounts\\DB1\\", "C:\\Mounts\\DB10\\logs")).toBeNull();
    expect(below("/srv/DB", "/srv/db/x")).toBeNull();
  });
});

describe("a file lies on the volume with the longest mount point above it", () => {
  const volumes = [
    volume("c", "C:\\"),
    volume("1", "C:\\ExchangeVolumes\\Vol1\\", "C:\\ExchangeDatabases\\DB1\\"),
    volume("2", "C:\\ExchangeDatabases\\DB1\\Nested\\"),
  ];

  test.each([
    ["C:\\Program Files\\x.edb", "c", "Program Files\\x.edb"],
    ["C:\\ExchangeDatabases\\DB1\\DB1.db\\DB1.edb", "1", "DB1.db\\DB1.edb"],
    ["c:\\exchangedatabases\\db1\\nested\\x.edb", "2", "x.edb"],
    ["C:\\ExchangeDatabases\\DB10\\DB10.edb", "c", "ExchangeDatabases\\DB10\\DB10.edb"],
    ["C:\\ExchangeVolumes\\Vol1", "1", ""],
  ])("%s", (path, digit, rest) => {
    const found = volumeOf(volumes, path);
    expect(found?.volume).toBe(volumes.find(({ name }) => name === volume(digit).name));
    expect(found?.rest).toBe(rest);
  });

  test("of no volume, where none is mounted above it", () => {
    expect(volumeOf(volumes, "X:\\DB1.edb")).toBeNull();
    expect(volumeOf([], "C:\\DB1.edb")).toBeNull();
  });
});

test("a word that Diskshadow carries has no blank, no sign of its own and no letter beyond ASCII", () => {
  for (const good of ["D:\\Backup\\x_1", "\\\\nas\\backup$\\run", "/tmp/thawline-1/run", "C:\\PROGRA~1"]) {
    expect(isPlainWord(good), good).toBe(true);
  }
  for (const bad of [
    "D:\\My Backup",
    "D:\\S\u00e4ule",
    "D:\\a%b",
    "D:\\a&b",
    'D:\\a"b',
    "D:\\a\nb",
    "D:\\#1",
    "",
  ]) {
    expect(isPlainWord(bad), bad).toBe(false);
  }
});

test("a name becomes a part of a folder's name", () => {
  expect(plainName("DB 01 (K\u00f6ln)", 40)).toBe("DB-01-Koln");
  expect(plainName("..\\..\\evil", 40)).toBe("evil");
  expect(plainName("\u6570\u636e", 40)).toBe("unnamed");
  expect(plainName("a".repeat(60), 40)).toBe("a".repeat(40));
  expect(plainName("CON.", 40)).toBe("CON");
});
