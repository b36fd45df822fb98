import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDiskshadowReader } from "../../../parsers/diskshadow/index.ts";
import { lettersOf, shadowsOf } from "../../../src/lab/tools/state.ts";
import { testFolder } from "../../app/logs.ts";
import { type Bench, bench, jobEvents, SYSTEM32 } from "./machine.ts";

const top = testFolder();
const STORE = "Microsoft Exchange Writer:\\Microsoft Exchange Server\\Microsoft Information Store";

function read(stdout: string) {
  const reader = createDiskshadowReader();
  reader.write(stdout);
  return reader.end();
}

/** A place for a test, with an empty .cmd file. */
async function place(name: string, exec?: (bench: Bench) => Promise<number>) {
  const made = await bench(join(top, name), exec);
  const cmd = join(made.folder, "copy.cmd");
  writeFileSync(cmd, "");
  const [first, second] = made.lab.databases;
  const own = `${STORE}\\SIM-EX1\\${first?.guid}`;
  const other = `${STORE}\\Replica\\SIM-EX1\\${second?.guid}`;
  return { ...made, cmd, own, other };
}

const SNAPSHOT = ["add volume D: alias logs", "add volume D:\\Databases\\ alias data", "create"];

describe("a script that an administrator has written", () => {
  it("makes a whole backup, of which the transcript tells what was done", async () => {
    const made = await place("whole", async ({ run, folder }) => {
      const copied = join(folder, "copied");
      const ends = [
        await run(`${SYSTEM32}robocopy.exe`, ["P:\\SIM-DB01", copied, "*.edb"]),
        await run(`${SYSTEM32}robocopy.exe`, ["Q:\\Logs\\SIM-DB01", copied, "E00*.log", "E00.chk"]),
      ];
      return ends.every(({ exitCode }) => exitCode === 1) ? 0 : 1;
    });
    const { lab, machine, folder, cmd, own, other, script } = made;
    const { exitCode, stdout } = await script([
      "set verbose on",
      "set context persistent",
      `set metadata ${join(folder, "backup.cab")}`,
      "writer exclude {e8132975-6f93-4464-a53e-1050253ae220}",
      `writer exclude "${other}"`,
      `writer verify "${own}"`,
      "begin backup",
      ...SNAPSHOT,
      "expose %data% P:",
      "expose %logs% Q:",
      `exec ${cmd}`,
      "end backup",
      "delete shadows id %data%",
      "delete shadows id %logs%",
      "exit",
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Simulated by the lab");
    const told = read(stdout);
    const [job] = lab.asked;
    expect(told).toMatchObject({ set: job?.guid, lastDone: true, error: null, unexposed: [] });
    expect(told.included).toEqual([
      { writer: "Microsoft Exchange Writer", path: own.slice(own.indexOf("\\")) },
    ]);
    expect(told.excludedWriters).toContain("System Writer");
    expect(told.exposed.map(({ at }) => at)).toEqual(["P:", "Q:"]);
    expect(told.deleted).toEqual(told.exposed.map(({ id }) => id));
    expect(shadowsOf(machine.state)).toEqual([]);
    expect(existsSync(join(folder, "backup.cab"))).toBe(true);
    // What was copied is what the database was at the freeze.
    for (const [name, bytes] of [...(job?.snapshot.values() ?? [])][0] ?? []) {
      expect(Buffer.compare(readFileSync(join(folder, "copied", name)), bytes)).toBe(0);
    }
    // Session of a full backup, frozen, thawed, its end, completion requested, complete, over.
    expect(jobEvents(made)).toEqual(expect.arrayContaining([2005, 2001, 2003, 2006, 2046, 2033, 2037]));
    expect(jobEvents(made)).not.toContain(2031);
  });

  it("that does not end its backup session lets the writer hear of nothing but the end", async () => {
    const made = await place("no-end");
    const { exitCode } = await made.script(["set context persistent", "begin backup", ...SNAPSHOT, "exit"]);
    expect(exitCode).toBe(0);
    expect(jobEvents(made)).not.toContain(2033);
    await made.machine.sleep(10_000);
    expect(jobEvents(made)).toContain(2037);
    // Persistent shadow copies outlive it.
    expect(shadowsOf(made.machine.state)).toHaveLength(2);
  });

  it("that begins no backup session makes a copy backup, of which Exchange deletes nothing", async () => {
    const made = await place("copy");
    await made.script(["set context persistent", ...SNAPSHOT, "delete shadows id %logs%", "exit"]);
    expect(made.lab.asked.map(({ type, told }) => [type, told])).toEqual([["copy", false]]);
    expect(jobEvents(made)).toContain(2009);
    await made.machine.sleep(7_200_000);
    expect(jobEvents(made)).not.toContain(224);
    expect(shadowsOf(made.machine.state).map(({ alias }) => alias)).toEqual(["data"]);
  });

  it("loses the last letter of each line that ends without a carriage return", async () => {
    const made = await place("line-feeds");
    const path = join(made.folder, "unix.dsh");
    writeFileSync(path, "set verbose on \nadd volume D: alias logs \ncreate\n");
    const { exitCode, stdout } = await made.run(`${SYSTEM32}diskshadow.exe`, ["-s", path]);
    expect(exitCode).not.toBe(0);
    expect(read(stdout).lines).toEqual(["set verbose on", "add volume D: alias logs", "creat"]);
    expect(shadowsOf(made.machine.state)).toEqual([]);
  });

  it("leaves a database out whose volume is not in the set, and fails where that one is wanted", async () => {
    const made = await place("volume-forgotten");
    const lines = ["set verbose on", "set context persistent"];
    const half = ["add volume D: alias logs", "create", "exit"];
    const wanted = await made.script([...lines, `writer verify "${made.own}"`, "begin backup", ...half]);
    expect(wanted.exitCode).not.toBe(0);
    expect(read(wanted.stdout).error?.line).toBe("create");
    expect(read(wanted.stdout).excludedComponents).toContainEqual({
      writer: "Microsoft Exchange Writer",
      path: made.own.slice(made.own.indexOf("\\")),
      requires: "D:\\Databases\\",
    });
    expect(made.lab.asked).toEqual([]);
    const careless = await made.script([...lines, "begin backup", ...half]);
    expect(careless.exitCode).toBe(0);
    expect(read(careless.stdout).included).toEqual([]);
  });

  it.each([
    ["a letter that is in use", ["expose %logs% C:"], "8004230D"],
    ["an alias that nobody gave", ["expose %nobody% P:"], "80042308"],
    ["a file that is no .cmd", ["exec cmd.exe"], "The script file name is not valid."],
    ["a second snapshot", ["create"], "80042301"],
    ["an end without a begin", ["end backup"], "80042301"],
    [
      "a shadow copy that is not there",
      ["delete shadows id {00000000-0000-0000-0000-000000000001}"],
      "80042308",
    ],
    ["metadata in a folder that is not there", ["set metadata /nowhere/at/all.cab"], "read-only"],
  ])("ends at %s", async (name, bad, said) => {
    const made = await place(name.replace(/\W/g, "-"));
    const { exitCode, stdout } = await made.script(["set context persistent", ...SNAPSHOT, ...bad, "exit"]);
    expect(exitCode).not.toBe(0);
    expect(stdout).toContain(said);
    expect(read(stdout).lines.at(-1)).toBe(bad[0]);
    expect(shadowsOf(made.machine.state)).toHaveLength(2);
  });

  it("ends where the program of exec ends with anything but 0", async () => {
    const made = await place("exec", async () => 9);
    const { stdout } = await made.script([
      "set context persistent",
      "begin backup",
      ...SNAPSHOT,
      `exec ${made.cmd}`,
      "end backup",
    ]);
    expect(read(stdout).lines.at(-1)).toBe(`exec ${made.cmd}`);
    expect(made.lab.asked.map(({ told }) => told)).toEqual([false]);
  });

  it("shows shadow copies in empty folders, and takes them away in any of its ways", async () => {
    const made = await place("folders");
    const folder = join(made.folder, "mount");
    mkdirSync(folder);
    const shown = await made.script([
      "set context persistent",
      ...SNAPSHOT,
      `expose %data% ${folder}`,
      "expose %logs% P:",
      "unexpose P:",
    ]);
    expect(shown.exitCode).toBe(0);
    expect(lettersOf(made.machine.state)).toEqual(["C", "D"]);
    const names = (await made.machine.files.list(`${folder}/SIM-DB01`)).map(({ name }) => name);
    expect(names).toEqual(["SIM-DB01.edb"]);
    const { set = "" } = shadowsOf(made.machine.state)[0] ?? {};
    const gone = await made.script([`delete shadows exposed ${folder}`, `list shadows set {${set}}`]);
    expect(gone.stdout).toContain("Number of shadow copies listed: 1");
    await made.script([`delete shadows set {${set}}`]);
    expect(shadowsOf(made.machine.state)).toEqual([]);
    await expect(made.machine.files.list(`${folder}/SIM-DB01`)).rejects.toThrow("no simulated folder");
  });

  it("keeps no shadow copy that is volatile", async () => {
    const made = await place("volatile");
    await made.script(["set context volatile", ...SNAPSHOT, "exit"]);
    expect(shadowsOf(made.machine.state)).toEqual([]);
  });
});

it("dies where it stands when it is ended, and what it started as well", async () => {
  const over = new AbortController();
  const made = await place("ended", async ({ run, folder, machine }) => {
    setTimeout(() => over.abort(), 0);
    const copy = run(`${SYSTEM32}robocopy.exe`, ["P:\\SIM-DB01", join(folder, "copied")], over.signal);
    await machine.sleep(1_000_000, over.signal).catch(() => undefined);
    return (await copy).exitCode ?? 1;
  });
  const { exitCode, trouble, stdout } = await made.script(
    [
      "set context persistent",
      "begin backup",
      ...SNAPSHOT,
      "expose %data% P:",
      `exec ${made.cmd}`,
      "end backup",
    ],
    over.signal,
  );
  expect([exitCode, trouble]).toEqual([null, "stopped before it ended"]);
  expect(read(stdout).lines.at(-1)).toBe(`exec ${made.cmd}`);
  // The writer heard nothing: the next backup of the database finds an orphan.
  await made.machine.sleep(3_600_000);
  expect(jobEvents(made)).not.toContain(2037);
  expect(made.lab.asked.map(({ abandoned }) => abandoned)).toEqual([true]);
  expect(shadowsOf(made.machine.state)).toHaveLength(2);
  const next = await made.script(["set context persistent", "begin backup", ...SNAPSHOT, "end backup"]);
  expect(next.exitCode).toBe(0);
  expect(jobEvents(made)).toContain(2118);
});
