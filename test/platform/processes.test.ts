import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { PROCESSES } from "../../src/platform/processes.ts";

const folder = mkdtempSync(join(tmpdir(), "thawline-processes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Starts another program that would live for a minute, tells its number, and waits for it. */
const PARENT = program(
  "parent.cjs",
  `const { spawn } = require("node:child_process");
   const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], { stdio: "inherit" });
   process.stdout.write("started " + child.pid + "\\n");`,
);

function lives(id: number): boolean {
  // A process that has ended but was not waited for yet still has its number.
  const stat = `/proc/${id}/stat`;
  if (existsSync(stat) && readFileSync(stat, "utf8").includes(") Z ")) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

async function gone(id: number): Promise<boolean> {
  for (let tries = 0; tries < 200 && lives(id); tries++) await wait(25);
  return !lives(id);
}

describe("a program of others", () => {
  it("is ended with what it started, and said to be stopped", async () => {
    const over = new AbortController();
    let child = 0;
    const end = await PROCESSES.run(process.execPath, [PARENT], {
      folder,
      signal: over.signal,
      stdout: (text) => {
        child = Number(/started (\d+)/.exec(text)?.[1] ?? child);
        if (child > 0) over.abort();
      },
      stderr: () => undefined,
    });
    expect(end).toEqual({ exitCode: null, trouble: "stopped before it ended" });
    expect(child).toBeGreaterThan(0);
    expect(await gone(child)).toBe(true);
  });

  it("is not started for one who has stopped already", async () => {
    const mark = join(folder, "mark");
    const args = ["-e", `require("node:fs").writeFileSync(${JSON.stringify(mark)}, "")`];
    const quiet = { folder, stdout: () => undefined, stderr: () => undefined };
    const end = await PROCESSES.run(process.execPath, args, { ...quiet, signal: AbortSignal.abort() });
    expect(end).toEqual({ exitCode: null, trouble: "stopped before it ended" });
    expect(existsSync(mark)).toBe(false);
    expect(await PROCESSES.run(process.execPath, args, quiet)).toEqual({ exitCode: 0, trouble: null });
    expect(existsSync(mark)).toBe(true);
  });

  it("is said to be missing where it is", async () => {
    const quiet = { folder, stdout: () => undefined, stderr: () => undefined };
    const end = await PROCESSES.run(join(folder, "none"), [], quiet);
    expect(end.exitCode).toBeNull();
    expect(end.trouble).toContain("ENOENT");
  });
});
