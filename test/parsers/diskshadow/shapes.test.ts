import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createDiskshadowReader,
  type DiskshadowShadow,
  scriptStates,
} from "../../../parsers/diskshadow/index.ts";

const A = "8cd5140b-0000-4000-8000-00000000000a";
const B = "9cd5140b-0000-4000-8000-00000000000b";

const SCRIPT = [
  "# a backup",
  "set verbose on",
  "begin backup",
  "add volume \\\\?\\Volume{8cd5140b-0000-0000-0000-602200000000}\\ alias thawline_1",
  "create",
  "expose %thawline_1% g:",
  "exec D:\\run\\copy.cmd",
  "end backup",
  "delete shadows id %thawline_1%",
  "exit",
];

function read(...lines: readonly string[]) {
  const reader = createDiskshadowReader();
  reader.write(lines.map((line) => `${line}\r\n`).join(""));
  return reader.end();
}

const echo = (count: number) => SCRIPT.slice(0, count).map((line) => `-> ${line}`);
const states = (told: ReturnType<typeof read>) =>
  scriptStates(SCRIPT, told).map(({ line, state }) => `${line.split(" ")[0]}: ${state}`);

describe("lines of a script", () => {
  it("are done when the next one is echoed, and the last one is not", () => {
    expect(states(read(...echo(7)))).toEqual([
      "set: done",
      "begin: done",
      "add: done",
      "create: done",
      "expose: done",
      "exec: failed",
      "end: not reached",
      "delete: not reached",
      "exit: not reached",
    ]);
    expect(new Set(scriptStates(SCRIPT, read(...echo(10))).map(({ state }) => state))).toEqual(
      new Set(["done"]),
    );
  });

  it("are not reached behind one that is another", () => {
    const told = read(...echo(4), "-> exit");
    expect(states(told).slice(2, 4)).toEqual(["add: failed", "create: not reached"]);
  });

  it("that a program prints within a line are none", () => {
    const told = read(...echo(7), "\t-> end backup", "  -> end backup", "x -> exit");
    expect(told.lines.at(-1)).toBe("exec D:\\run\\copy.cmd");
    expect(states(told)).toContain("end: not reached");
  });

  it("are told while they come, before the line end of the next", () => {
    const heard: string[] = [];
    const reader = createDiskshadowReader({ line: (text) => heard.push(text) });
    reader.write("-> create\r");
    expect(heard).toEqual(["create"]);
    reader.write("\n-> ex");
    expect(heard).toEqual(["create"]);
    reader.write("it\r\n");
    expect(heard).toEqual(["create", "exit"]);
  });
});

describe("errors", () => {
  it("are read by number and name, of the line that they come from", () => {
    const told = read(
      ...echo(5),
      "Der letzte Vorgang ist fehlgeschlagen.",
      "\t- Zur\x81ckgegebenes HRESULT: 80042306",
      "\t- Fehlertext: VSS_E_PROVIDER_VETO",
    );
    expect(told.error).toEqual({ line: "create", code: 0x80042306, name: "VSS_E_PROVIDER_VETO" });
  });

  it("are not seen in GUIDs, volumes, attributes and the output of a program whose end was good", () => {
    const told = read(
      ...echo(5),
      `* Shadow copy ID = {${A}}   %thawline_1%`,
      "\t- Original volume name: \\\\?\\Volume{8cd5140b-0000-0000-0000-602200000000}\\ [C:\\]",
      "\t- [Attributes: 0x00120019]",
      `* Including writer "X":`,
      "\t+ Adding component: \\SYSVOL\\80042306-367C-47BD-8D81-52FF1C8853A7",
      ...echo(7).slice(5),
      "ERROR 5 (0x80070005) Copying File",
      ...echo(10).slice(7),
    );
    expect(told.error).toBeNull();
    expect(told.included).toEqual([{ writer: "X", path: "\\SYSVOL\\80042306-367C-47BD-8D81-52FF1C8853A7" }]);
  });

  it("of a program that failed are", () => {
    expect(read(...echo(7), "HRESULT: 0x8004230F").error).toEqual({
      line: "exec D:\\run\\copy.cmd",
      code: 0x8004230f,
      name: null,
    });
  });
});

describe("shadow copies", () => {
  it("belong to the first id that is named for an alias of the script", () => {
    const heard: DiskshadowShadow[] = [];
    const reader = createDiskshadowReader({ shadow: (shadow) => heard.push(shadow) });
    for (const line of [
      ...echo(5),
      `Alias someone_else for shadow ID {${B}} set as environment variable.`,
      `Der Alias thawline_1 f\x81r die Schattenkopie-ID {${A.toUpperCase()}} ist gesetzt.`,
      `Alias thawline_1 for shadow ID {${B}} set as environment variable.`,
    ]) {
      reader.write(`${line}\n`);
    }
    expect(heard).toEqual([{ alias: "thawline_1", id: A }]);
    expect(reader.end().shadows).toEqual(heard);
  });

  it("are none that a copying program prints", () => {
    const told = read(...echo(4), ...echo(7).slice(6), `Alias thawline_1 for shadow ID {${B}} set.`);
    expect(told.shadows).toEqual([]);
  });

  it("are deleted, and shown no more, only when the line is done", () => {
    const resolved = `-> %thawline_1% = {${A}}`;
    const before = [...echo(9), resolved, `Deleting shadow copy {${A}}...`];
    expect(read(...before).deleted).toEqual([]);
    expect(read(...before, "- HRESULT: 80042308").deleted).toEqual([]);
    expect(read(...before, "", "1 shadow copy deleted.").deleted).toEqual([A]);
    expect(read(...before, "-> exit").deleted).toEqual([A]);
    expect(read(`-> unexpose {${A}}`).unexposed).toEqual([]);
    expect(read(`-> unexpose {${A}}`, "-> exit").unexposed).toEqual([A]);
    expect(read(...echo(6), resolved).exposed).toEqual([]);
    expect(read(...echo(6), resolved, "-> exit").exposed).toEqual([{ id: A, at: "g:" }]);
  });
});

it("a component that is left out names the volume that it needs", () => {
  const told = read(
    ...echo(5),
    'Component "\\Microsoft Exchange Server\\X" from writer "Microsoft Exchange Writer" is excluded from backup,',
    "because it requires volume F:\\ which is not in the shadow copy set.",
  );
  expect(told.excludedComponents).toEqual([
    { writer: "Microsoft Exchange Writer", path: "\\Microsoft Exchange Server\\X", requires: "F:\\" },
  ]);
});

describe("text of any kind", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      ...["\r", "\n", "-> ", "%", `{${A}}`, `"X"`, "* x:", "+ \\", "create", "VSS_E_X", "deleted."],
      "\nThe shadow copy was successfully exposed as g:\\.\n",
    ),
  );

  it("is never taken for a script that was done", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const reader = createDiskshadowReader();
        for (const one of pieces) reader.write(one);
        const told = reader.end();
        const last = scriptStates(SCRIPT, told).at(-1);
        expect(last).toEqual({ line: "exit", state: "not reached" });
        expect(told.shadows).toEqual([]);
        expect(told.deleted).toEqual([]);
      }),
    );
  });

  it("of any length keeps little", () => {
    const reader = createDiskshadowReader();
    for (let i = 0; i < 200; i++) reader.write(`-> ${"x".repeat(100_000)}`);
    for (let i = 0; i < 50_000; i++) reader.write(`\n-> a${i}`);
    const { lines } = reader.end();
    expect(lines.length).toBeLessThanOrEqual(20_000);
    expect(lines[0]?.length).toBeLessThanOrEqual(4_096);
  });
});
