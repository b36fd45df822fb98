import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isAlive, livesStill, ownStart } from "../../../src/backup/run/lives.ts";
import { makeRunFolder } from "../../../src/backup/run/run-folder.ts";
import type { ProcessPort } from "../../../src/model/process.ts";
import type { Shell } from "../../../src/model/shell.ts";
import { testFolder } from "../../app/logs.ts";
import { discovery, planOf } from "../site.ts";

const top = testFolder();
let last = 0;

/** A machine with icacls alone, which ends with a code; and how it was started. */
function machine(exitCode: number | null, act: (folder: string) => void = () => undefined) {
  const runs: (readonly string[])[] = [];
  const processes: ProcessPort = {
    find: (files) => (exitCode === null ? null : (files.at(-1) ?? null)),
    async run(file, args, { stdout }) {
      runs.push([file, ...args]);
      act(args[0] ?? "");
      if (exitCode !== 0) stdout("Access is denied.\r\n");
      return { exitCode, trouble: null };
    },
  };
  return { runs, processes, env: { SystemRoot: "C:\\Windows" } };
}

function folders() {
  const target = join(top, String(++last));
  mkdirSync(target);
  return planOf(discovery(), { target, expose: "folders" });
}

describe("the folder of a run", () => {
  it.skipIf(process.platform === "win32")("is for its maker alone", async () => {
    const plan = folders();
    expect(await makeRunFolder(plan, machine(0), "linux")).toBeNull();
    expect(statSync(plan.folders.run).mode & 0o777).toBe(0o700);
  });

  it("is for administrators and the system alone on Windows, by groups that have no language", async () => {
    const plan = folders();
    const own = machine(0);
    expect(await makeRunFolder(plan, own, "win32")).toBeNull();
    expect(own.runs).toEqual([
      [
        "C:\\Windows\\System32\\icacls.exe",
        plan.folders.run,
        "/inheritance:r",
        "/grant:r",
        "*S-1-5-32-544:(OI)(CI)F",
        "*S-1-5-18:(OI)(CI)F",
      ],
    ]);
  });

  it.each<readonly [string, number | null, string]>([
    ["fail", 5, "exit code 5: Access is denied."],
    ["cannot be set at all", null, "there is no icacls"],
  ])("is given up when its rights %s", async (_, code, reason) => {
    const plan = folders();
    expect(await makeRunFolder(plan, machine(code), "win32")).toContain(reason);
    expect(existsSync(plan.folders.run)).toBe(false);
  });

  it("is refused, and left as it is, when somebody put something in before it was private", async () => {
    const plan = folders();
    const own = machine(0, (folder) => writeFileSync(join(folder, "copy.cmd"), "evil"));
    expect(await makeRunFolder(plan, own, "win32")).toBe(`${plan.folders.run} is not empty.`);
    expect(existsSync(join(plan.folders.run, "copy.cmd"))).toBe(true);
  });
});

describe("a process of a record", () => {
  const shell: Shell = {
    ask: async () => ({ ok: false, reason: "missing", message: "none" }),
    close: async () => undefined,
  };
  it("lives when its number and its begin are those of one", async () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(await livesStill({ id: process.pid, startedAt: ownStart() }, shell)).toBe(true);
    const before = new Date(Date.parse(ownStart()) - 60_000).toISOString();
    expect(await livesStill({ id: process.pid, startedAt: before }, shell)).toBe(false);
  });

  it.skipIf(process.platform !== "linux")("is compared by what the system tells of another one", async () => {
    // The parent of the tests has certainly begun by now.
    const startedAt = new Date(Date.now() + 3_600_000).toISOString();
    expect(await livesStill({ id: process.ppid, startedAt }, shell)).toBe(false);
    expect(await livesStill({ id: 2 ** 22 + 1, startedAt: new Date().toISOString() }, shell)).toBe(false);
  });
});
