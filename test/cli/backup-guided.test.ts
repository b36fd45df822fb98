import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { RunRecord } from "../../src/model/backup/run.ts";
import { testFolder } from "../app/logs.ts";
import { MAIN } from "./run.ts";

const THERE = spawnSync("tmux", ["-V"]).status === 0;
const SKIPPED = THERE ? "" : " (skipped: apt-get install tmux)";
const folder = testFolder();
/** A server of its own for each terminal: nobody's sessions are touched, and none meets one that is just ending. */
let opened = 0;
const socket = (): readonly string[] => ["-L", `thawline-test-${process.pid}-${opened}`];
const PATIENCE_MS = 60_000;

const tmux = (...args: readonly string[]): string =>
  execFileSync("tmux", [...socket(), ...args], { encoding: "utf8", env: { ...process.env, TMPDIR: folder } });

/** What the terminal shows, with what has left it at the top. */
const screen = (): string => tmux("capture-pane", "-p", "-S", "-", "-J");

async function until(text: string | RegExp): Promise<string> {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(100)) {
    const shown = screen();
    if (typeof text === "string" ? shown.includes(text) : text.test(shown)) return shown;
    if (Date.now() > end) throw new Error(`not seen: ${String(text)}\n${shown}`);
  }
}

function open(...args: readonly string[]): void {
  spawnSync("tmux", [...socket(), "kill-server"]);
  opened += 1;
  const words = [process.execPath, MAIN, "backup", "--lab", "good", "--speed", "max", ...args];
  tmux(
    "new-session",
    "-d",
    "-x",
    "110",
    "-y",
    "50",
    "sh",
    "-c",
    '"$@"; echo "exit code $?"; sleep 60',
    "sh",
    ...words,
  );
}

const answer = (text: string): void => void tmux("send-keys", text, "Enter");

describe.skipIf(!THERE && process.env.CI === undefined)(`the guided backup in a terminal${SKIPPED}`, () => {
  afterEach(() => void spawnSync("tmux", [...socket(), "kill-server"]));

  it("asks what, where to and how, shows the plan, and goes on when it is told to", async () => {
    const target = join(folder, "backups");
    open();
    const asked = await until("Which?");
    expect(asked).toContain("Simulated");
    expect(asked).toMatch(/^ *1 +SIM-DB01 +active +Mounted/m);
    expect(asked).toMatch(/^ *2 +SIM-DB02 +passive +Healthy/m);
    answer("7");
    await until('no database "7" here');
    answer("1");
    await until("Folder for backups");
    answer("backups");
    await until("Please give a full path");
    answer(target);
    await until("Type [full]:");
    answer("");
    await until("letters or in folders [letters]:");
    answer("");
    await until(/First letter to use; free are E F G .* \[G\]:/);
    answer("x");
    const planned = await until("Go on? yes or no:");
    expect(planned).toContain("Plan: full backup of SIM-DB01 on SIM-EX1");
    expect(planned).toContain("X:");
    expect(existsSync(target)).toBe(false);
    answer("yes");
    const done = await until(/^exit code \d+/m);
    expect(done).toContain("exit code 0");
    expect(done).toContain("The full backup of SIM-DB01 is proven to be good.");
    const [name = ""] = readdirSync(target);
    const run: RunRecord = JSON.parse(readFileSync(join(target, name, "run.json"), "utf8"));
    expect(run).toMatchObject({ outcome: "proven", unit: "SIM-DB01" });
    expect(run.shadows.map(({ exposedAs }) => exposedAs)).toContain("X:");
  }, 180_000);

  it("does not ask for what the command line says", async () => {
    open("--database", "SIM-DB01");
    const asked = await until("Folder for backups");
    expect(asked).not.toContain("Which?");
    tmux("send-keys", "C-c");
    await until(/^exit code 130/m);
  }, 180_000);

  it("does nothing when it is told not to go on, or left by Ctrl-C", async () => {
    const target = join(folder, "none");
    open("--database", "SIM-DB01", "--target", target);
    await until("Go on? yes or no:");
    answer("no");
    expect(await until(/^exit code \d+/m)).toContain("exit code 0");
    open("--target", target);
    await until("Which?");
    tmux("send-keys", "C-c");
    expect(await until(/^exit code \d+/m)).toContain("exit code 130");
    expect(existsSync(target)).toBe(false);
  }, 180_000);
});
