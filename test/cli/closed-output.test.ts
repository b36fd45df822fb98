import { spawn } from "node:child_process";
import { existsSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { testFolder, writeLogs } from "../app/logs.ts";
import { MAIN } from "./run.ts";

const folder = testFolder();
const logs = writeLogs(folder, "freeze-timeout");
const state = join(folder, "state");
const WATCH = ["watch", "--replay", "--source", logs, "--state", state];

/** Runs with a standard output that nobody reads, or that is a full disk. */
async function run(args: readonly string[], stdout: "closed" | "full") {
  const fd = stdout === "full" ? openSync("/dev/full", "w") : "pipe";
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", fd, "pipe"] });
  child.stdout?.destroy();
  let stderr = "";
  child.stderr?.on("data", (piece: Buffer) => {
    stderr += piece.toString();
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { code, stderr };
}

describe("a reader that goes away", () => {
  it.each([
    { args: ["--help"], code: 0 },
    { args: ["lab", "list"], code: 0 },
    { args: ["check", "--self-test"], code: 0 },
    { args: ["check", "--state", join(folder, "none")], code: 3 },
  ])("does not make $args fail", async ({ args, code }) => {
    expect(await run(args, "closed")).toEqual({ code, stderr: "" });
  });

  it("does not end a watcher: it tells that once, and goes on", async () => {
    const { code, stderr } = await run(WATCH, "closed");
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({
      level: "warn",
      msg: "jobs cannot be told on standard output any more",
    });
    expect(readdirSync(join(state, "reports"))).toHaveLength(1);
  });
});

describe.skipIf(!existsSync("/dev/full"))(
  "a standard output without room (skipped where there is no /dev/full)",
  () => {
    it.each([
      [["--help"]],
      [["lab", "list"]],
      [["analyze", logs]],
      [["analyze", logs, "--format", "html"]],
      [["config", "example"]],
    ])("is said, and no success: %j", async (args) => {
      const { code, stderr } = await run(args, "full");
      expect(code).toBe(70);
      expect(stderr).toContain("ENOSPC");
    });
  },
);
