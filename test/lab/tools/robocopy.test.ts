import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createRobocopyReader, verifyCopy } from "../../../parsers/robocopy/index.ts";
import type { RobocopyFault } from "../../../src/lab/tools/faults.ts";
import { testFolder } from "../../app/logs.ts";
import { bench, type Ran, SYSTEM32 } from "./machine.ts";

const top = testFolder();
const OPTIONS = ["/J", "/R:2", "/W:5", "/COPY:DAT", "/DCOPY:T", "/BYTES"];

/** A server that shows a shadow copy of its logs on Q: and one of its databases on P:. */
async function shown(name: string) {
  const made = await bench(join(top, name));
  await made.script([
    "set context persistent",
    "add volume D: alias logs",
    "add volume D:\\Databases\\ alias data",
    "create",
    "expose %data% P:",
    "expose %logs% Q:",
  ]);
  const to = join(made.folder, "files");
  const copy = (...words: readonly string[]): Promise<Ran> =>
    made.run(`${SYSTEM32}robocopy.exe`, [...words, ...OPTIONS]);
  const logs = (): Promise<Ran> => copy("Q:\\Logs\\SIM-DB01", to, "E00*.log", "E00.chk");
  const held = [...(made.lab.asked[0]?.snapshot.values() ?? [])][0] ?? new Map<string, Uint8Array>();
  return { ...made, to, copy, logs, held };
}

function read({ stdout }: Ran) {
  const reader = createRobocopyReader();
  reader.write(stdout);
  return reader.end();
}

describe("robocopy", () => {
  it("copies what the shadow copy holds, byte for byte, and says how much that was", async () => {
    const { logs, to, held } = await shown("good");
    const ran = await logs();
    const names = [...held.keys()].filter((name) => !name.endsWith(".edb")).sort();
    expect(readdirSync(to).sort()).toEqual(names);
    for (const name of names)
      expect(Buffer.compare(readFileSync(join(to, name)), held.get(name) ?? Buffer.of())).toBe(0);
    const bytes = names.reduce((sum, name) => sum + statSync(join(to, name)).size, 0);
    const told = read(ran);
    expect(told.summary).toMatchObject({
      files: { total: names.length, copied: names.length, skipped: 0, failed: 0 },
      bytes: { total: bytes, copied: bytes },
      exact: true,
    });
    expect(ran.stdout).toContain("Simulated by the lab");
    expect([ran.exitCode, verifyCopy(told, ran.exitCode).verified]).toEqual([1, true]);
  });

  it("skips what is there, and ends with 0 where nothing was to be copied", async () => {
    const { logs } = await shown("again");
    await logs();
    const again = await logs();
    expect([again.exitCode, read(again).summary?.files.copied]).toEqual([0, 0]);
  });

  it("leaves out what /XF names", async () => {
    const { copy, to } = await shown("without");
    await copy("Q:\\Logs\\SIM-DB01", to, "E00*.log", "/XF", "E00.log");
    expect(existsSync(join(to, "E00.log"))).toBe(false);
    expect(readdirSync(to).length).toBeGreaterThan(10);
  });

  it("cannot copy the live database, which its engine holds open", async () => {
    const { copy, to } = await shown("live");
    const ran = await copy("D:\\Databases\\SIM-DB01", to, "*.edb");
    expect([ran.exitCode, read(ran).errors[0]?.error]).toEqual([8, 32]);
  });

  it("does not find what no shadow copy shows", async () => {
    const { copy, to } = await shown("nowhere");
    const ran = await copy("Z:\\Logs", to, "*.log");
    expect([ran.exitCode, read(ran).summary]).toEqual([16, null]);
  });

  it("has the rest of a database folder empty in the shadow copy of the other volume", async () => {
    const { machine } = await shown("mount-point");
    await expect(machine.files.list("Q:\\Databases\\SIM-DB01")).rejects.toThrow("no simulated folder");
  });
});

describe("robocopy that fails", () => {
  const one: RobocopyFault = { kind: "file", name: "E00????????.log", error: 1117 };
  it("at one log of many ends with 9, and names the error each time", async () => {
    const { logs, machine, to, held } = await shown("one-log");
    machine.state.faults.robocopy.push(one);
    const ran = await logs();
    const told = read(ran);
    expect([ran.exitCode, told.summary?.files.failed, told.errorCount]).toEqual([9, 1, 3]);
    expect(told.errors[0]?.error).toBe(1117);
    expect(readdirSync(to)).toHaveLength([...held.keys()].length - 2);
    expect(verifyCopy(told, ran.exitCode).verified).toBe(false);
  });

  it("does so in Chinese as well", async () => {
    const { logs, machine } = await shown("chinese");
    machine.state.faults.language = "zh-CN";
    machine.state.faults.robocopy.push(one);
    const ran = await logs();
    expect(Buffer.from(ran.stdout, "latin1").toString("utf8")).toContain("失败");
    expect([ran.exitCode, read(ran).summary?.files.failed, read(ran).errors[0]?.error]).toEqual([9, 1, 1117]);
  });

  it("as a whole ends with 16", async () => {
    const { logs, machine, to } = await shown("fatal");
    machine.state.faults.robocopy.push({ kind: "fatal", error: 53 });
    const ran = await logs();
    expect([ran.exitCode, existsSync(to)]).toEqual([16, false]);
  });

  it("or is killed prints no summary", async () => {
    const { logs, machine } = await shown("killed");
    machine.state.faults.robocopy.push({ kind: "killed" });
    const ran = await logs();
    expect([ran.exitCode, read(ran).summary]).toEqual([1, null]);
    expect(verifyCopy(read(ran), ran.exitCode).verified).toBe(false);
  });

  it("or leaves one out or spoils it says nothing of it", async () => {
    const { logs, machine, to, held } = await shown("silent");
    machine.state.faults.robocopy.push(
      { kind: "skips", name: "E00.log" },
      { kind: "spoils", name: "E00.chk", edit: (bytes) => bytes.slice().fill(1, 0, 9) },
    );
    const ran = await logs();
    expect([ran.exitCode, existsSync(join(to, "E00.log"))]).toEqual([1, false]);
    expect(Buffer.compare(readFileSync(join(to, "E00.chk")), held.get("E00.chk") ?? Buffer.of())).not.toBe(0);
  });
});
