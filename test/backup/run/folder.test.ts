import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isAlive, livesStill, ownProcess } from "../../../src/backup/run/lives.ts";
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

  it.skipIf(process.platform === "win32")(
    "keeps the rights of a share, whose administrators are those of another machine",
    async () => {
      const own = machine(0);
      // A path as of a share, which this system reads as one of its own.
      const run = join(top, String(++last));
      expect(
        await makeRunFolder({ folders: { ...planOf().folders, run: `/${run}` } }, own, "win32"),
      ).toBeNull();
      expect([own.runs, existsSync(run)]).toEqual([[], true]);
    },
  );

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
  /** PowerShell, which tells when a process was created. */
  const telling = (begins: Readonly<Record<string, string>>): Shell => ({
    ...shell,
    ask: async (_, [id = ""]) => {
      const began = begins[id];
      if (began === undefined) return { ok: false, reason: "script", message: "no such process" };
      return { ok: true, rows: [[began]] };
    },
  });
  const me = String(process.pid);
  const BEGAN = "2026-03-01T21:29:59.1234567Z";

  it.skipIf(process.platform !== "linux")("lives when the system knows it as the same one", async () => {
    const own = await ownProcess(shell);
    expect(isAlive(process.pid)).toBe(true);
    expect(await livesStill(own, shell)).toBe(true);
    expect(await livesStill({ ...own, id: process.ppid }, shell)).toBe(false);
    expect(await livesStill({ ...own, id: 2 ** 22 + 1 }, shell)).toBe(false);
    // The same moment after another start of the system.
    const [, ticks] = (own.mark ?? "").split(" ");
    const boot = "00000000-0000-4000-8000-000000000000";
    expect(await livesStill({ ...own, mark: `${boot} ${ticks}` }, shell)).toBe(false);
  });

  it.each(["1999-12-31T00:00:00.000Z", "2099-01-01T00:00:00.000Z"])(
    "lives also when the clock was set, so that its begin reads %s",
    async (startedAt) => {
      const own = await ownProcess(shell);
      expect(await livesStill({ ...own, startedAt }, shell)).toBe(true);
      const windows = await ownProcess(telling({ [me]: BEGAN }), "win32");
      expect(await livesStill({ ...windows, startedAt }, telling({ [me]: BEGAN }), "win32")).toBe(true);
    },
  );

  it("is another one on Windows when that was created at another moment", async () => {
    const own = await ownProcess(telling({ [me]: BEGAN }), "win32");
    const later = "2026-03-01T21:29:59.1234568Z";
    expect(await livesStill(own, telling({ [me]: later }), "win32")).toBe(false);
  });

  it("counts as living where nothing tells when it was created, and not when it is gone", async () => {
    const own = await ownProcess(telling({ [me]: BEGAN }), "win32");
    expect(await livesStill(own, shell, "win32")).toBe(true);
    expect(await livesStill({ id: process.pid, startedAt: BEGAN }, shell, "win32")).toBe(true);
    expect(await livesStill({ ...own, id: 2 ** 22 + 1 }, shell, "win32")).toBe(false);
  });
});
