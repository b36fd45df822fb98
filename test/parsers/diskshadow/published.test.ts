import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createDiskshadowReader, scriptStates } from "../../../parsers/diskshadow/index.ts";

const folder = new URL("../../../../shared/data/tool-output/", import.meta.url);
const present = existsSync(folder);
const outputs = present ? readdirSync(folder).filter((name) => name.startsWith("diskshadow")) : [];

/** What Diskshadow printed, a character a byte; the heading of the file is of whoever collected it. */
const output = (name: string): string =>
  readFileSync(new URL(name, folder), "latin1")
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n");

function read(name: string, end = "\n", step = 7) {
  const text = output(name).replaceAll("\n", end);
  const reader = createDiskshadowReader();
  for (let at = 0; at < text.length; at += step) reader.write(text.slice(at, at + step));
  return reader.end();
}

// Expected by the headings of the files.
describe.skipIf(!present)("what people published (skipped where ../shared/data is not there)", () => {
  it("is all looked at here", () => {
    expect(outputs.sort()).toEqual([
      "diskshadow-fail-en-exec-name-invalid.txt",
      "diskshadow-fail-en-metadata-readonly-dir.txt",
      "diskshadow-ok-en-delete-id.txt",
      "diskshadow-ok-en-delete-volume-reset.txt",
      "diskshadow-ok-en-nowriters-metadata.txt",
      "diskshadow-ok-en-unexpose-delete-lab.txt",
      "diskshadow-ok-en-verbose-beginend-backup.txt",
      "diskshadow-ok-zh-CN-exec-unexpose-delete.txt",
      "diskshadow-warn-en-comcall-harmless.txt",
    ]);
  });

  it("says the same whatever the line ends, and in pieces of any size", () => {
    for (const name of outputs) {
      const once = read(name, "\n", Number.POSITIVE_INFINITY);
      for (const end of ["\n", "\r\n", "\r\r\n"]) expect(read(name, end, 1)).toEqual(once);
    }
  });

  it("a full backup session", () => {
    const told = read("diskshadow-ok-en-verbose-beginend-backup.txt");
    expect(told).toMatchObject({
      lines: [
        "set verbose on",
        "set metadata C:\\Windows\\Temp\\meta.cab",
        "set context clientaccessible",
        "set context persistent",
        "begin backup",
        "add volume C: alias cdrive",
        "create",
        "expose %cdrive% E:",
        "end backup",
        "exit",
      ],
      lastDone: true,
      set: "47117188-e81a-4ae6-8dc0-44bcf7ec0f8e",
      shadows: [{ alias: "cdrive", id: "61d03045-6e86-46ce-bd59-8cec13fde308" }],
      exposed: [{ id: "61d03045-6e86-46ce-bd59-8cec13fde308", at: "E:" }],
      excludedWriters: ["Shadow Copy Optimization Writer", "ASR Writer"],
      excludedComponents: [{ writer: "ASR Writer", path: "\\BCD\\BCD", requires: null }],
      error: null,
    });
    expect(new Set(told.included.map(({ writer }) => writer)).size).toBe(9);
    expect(told.included).toContainEqual({ writer: "System Writer", path: "\\Win32 Services Files" });
    expect(told.included.at(-1)).toEqual({ writer: "NTDS", path: "\\C:_Windows_NTDS\\ntds" });
    expect(told.included).toHaveLength(10);
  });

  it("a session in Chinese that copied, and took its shadow copy away", () => {
    expect(read("diskshadow-ok-zh-CN-exec-unexpose-delete.txt")).toMatchObject({
      lastDone: true,
      set: "983a0e79-5caf-4bb2-b39f-682fc1f381e0",
      shadows: [{ alias: "someAlias", id: "03de5431-9671-4151-aab1-5f3ad97d9fb8" }],
      exposed: [{ id: "03de5431-9671-4151-aab1-5f3ad97d9fb8", at: "z:" }],
      unexposed: ["03de5431-9671-4151-aab1-5f3ad97d9fb8"],
      deleted: ["03de5431-9671-4151-aab1-5f3ad97d9fb8"],
      included: [],
      error: null,
    });
  });

  it("a script that ends without exit", () => {
    expect(read("diskshadow-ok-en-nowriters-metadata.txt")).toMatchObject({
      lastDone: true,
      set: "600483dc-26bd-4b4b-971a-60b549cbf213",
      shadows: [{ alias: "test", id: "c42b4d5b-7802-4087-a56a-864e53191a66" }],
      exposed: [{ id: "c42b4d5b-7802-4087-a56a-864e53191a66", at: "z:" }],
      included: [],
      error: null,
    });
  });

  it("shadow copies that are deleted, by id and by volume", () => {
    expect(read("diskshadow-ok-en-delete-id.txt")).toMatchObject({
      lastDone: true,
      deleted: ["1d96380d-441a-498a-b44b-157a9008afbd"],
    });
    expect(read("diskshadow-ok-en-delete-volume-reset.txt")).toMatchObject({
      lastDone: true,
      deleted: ["55bc24a6-302e-4c96-a375-14299d2e6bdb"],
    });
    expect(read("diskshadow-ok-en-unexpose-delete-lab.txt")).toMatchObject({
      lastDone: true,
      unexposed: ["11111111-2222-3333-4444-555555555555"],
      deleted: ["11111111-2222-3333-4444-555555555555"],
    });
  });

  it("a folder that is read-only: nothing behind it was reached", () => {
    const told = read("diskshadow-fail-en-metadata-readonly-dir.txt");
    const script = ["set verbose on", "set metadata C:\\Windows\\Temp\\meta.cab", "begin backup", "create"];
    expect(scriptStates(script, told).map(({ state }) => state)).toEqual([
      "done",
      "failed",
      "not reached",
      "not reached",
    ]);
    expect(told).toMatchObject({ lastDone: false, shadows: [], set: null });
  });

  it("a program that cannot be started: the shadow copy is there, and shown", () => {
    const told = read("diskshadow-fail-en-exec-name-invalid.txt");
    expect(told).toMatchObject({
      lastDone: false,
      shadows: [{ alias: "noraj", id: "eef6f0be-3c60-4e69-985d-3bc400a24ff1" }],
      exposed: [{ id: "eef6f0be-3c60-4e69-985d-3bc400a24ff1", at: "z:" }],
    });
    expect(scriptStates([...told.lines, "end backup", "exit"], told).map(({ state }) => state)).toEqual([
      "done",
      "failed",
      "not reached",
      "not reached",
    ]);
  });

  it("a call that fails and does no harm", () => {
    const told = read("diskshadow-warn-en-comcall-harmless.txt");
    expect(told).toMatchObject({
      lastDone: true,
      set: "8356e764-3956-4625-b191-c42ea5dd30d5",
      shadows: [{ alias: "VSS_SHADOW_1", id: "e4c28c5f-6e9b-4c26-a61d-87321d3f7568" }],
      error: null,
      // What it names in quotes is no writer.
      excludedWriters: [],
    });
  });
});
