import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PIECE_SIZE } from "../../src/verify/kernel/index.ts";
import { database, databaseHeader, newPage } from "../parsers/ese/build.ts";
import { backupFolder } from "../verify/backup.ts";
import { MAIN } from "./run.ts";

const { put } = backupFolder();
const PAGE = 32_768;

/** util-linux: runs a command on a terminal of its own, and ends as it does. */
const TOOL = "script";
const SCRIPT = ((): boolean => {
  try {
    return execFileSync(TOOL, ["--version"], { encoding: "utf8" }).includes("util-linux");
  } catch {
    return false;
  }
})();
const SKIPPED = SCRIPT ? "" : ' (skipped: no "script"; apt-get install bsdutils)';

it.runIf(process.env.CI)("have a terminal in CI", () => expect(SCRIPT).toBe(true));

/** A run on a terminal; `until` waits for what it shows. */
interface OnTerminal {
  readonly child: ChildProcessWithoutNullStreams;
  until(shown: RegExp): Promise<void>;
  end(): Promise<{ readonly code: number | null; readonly shown: string }>;
}

function onTerminal(...args: readonly string[]): OnTerminal {
  const quoted = [process.execPath, MAIN, "verify", ...args].map((word) => `'${word}'`).join(" ");
  const child = spawn(TOOL, ["-qec", `stty cols 120; exec ${quoted}`, "/dev/null"]);
  let shown = "";
  child.stdout.on("data", (piece: Buffer) => {
    shown += piece.toString();
  });
  const closed = once(child, "close");
  return {
    child,
    async until(wanted) {
      while (!wanted.test(shown)) await Promise.race([once(child.stdout, "data"), closed]);
    },
    async end() {
      const [code] = (await closed) as [number | null];
      return { code, shown };
    },
  };
}

/** Four pieces, so that a limited run is in the midst of it for some time. */
function slow(place: string): string {
  const pages = Array.from({ length: (4 * PIECE_SIZE) / PAGE }, (_, index) => newPage(PAGE, index + 1));
  return join(put(place, { "DB01.edb": database(PAGE, pages) }), "DB01.edb");
}

/** Empty pages up to 256 GiB, which take no room on the disk. */
function huge(place: string): string {
  const path = join(put(place, {}), "DB01.edb");
  const file = openSync(path, "w");
  ftruncateSync(file, 256 * 1024 * PIECE_SIZE);
  for (const pgno of [-1, 0]) writeSync(file, databaseHeader(PAGE), 0, PAGE, (pgno + 1) * PAGE);
  closeSync(file);
  return path;
}

describe.skipIf(!SCRIPT)(`thawline verify on a terminal${SKIPPED}`, () => {
  it("shows how far it is, how fast, and the time that is left; then the report alone", async () => {
    const run = onTerminal(slow("progress"), "--limit", "1", "--no-color");
    await run.until(/left {2}/);
    const { code, shown } = await run.end();
    expect(shown).toMatch(/\[1\/1\] \d\.\d MiB of 4\.1 MiB, \d+\.\d KiB\/s, 0:0\d left {2}.*DB01\.edb/);
    // The line is taken away before the report begins.
    expect(shown.slice(0, shown.indexOf("GOOD"))).toMatch(/\r\u001b\[K[^\n]{0,4}$/);
    expect(code).toBe(0);
  });

  it("ends at Ctrl-C with what was seen so far, and calls it neither good nor damaged", async () => {
    const run = onTerminal(slow("ctrl-c"), "--limit", "1", "--no-color");
    await run.until(/left {2}/);
    run.child.stdin.write("\u0003");
    const { code, shown } = await run.end();
    expect(code).toBe(3);
    expect(shown).toContain("CANNOT TELL  1 of 1 database could not be judged");
    // How the line is broken depends on where the file lies.
    expect(shown.replace(/\s+/g, " ")).toMatch(/read \d+ of 4259840 bytes; of the rest nothing is known/);
  });

  it("ends at Ctrl-C where two threads read", async () => {
    const path = huge("ctrl-c-two");
    const target = join(path, "../../huge.json");
    const run = onTerminal(path, "--format", "json", "-o", target);
    await run.until(/GiB of 256\.0 GiB/);
    run.child.stdin.write("\u0003");
    const { code } = await run.end();
    expect(code).toBe(3);
    const { verdict, databases } = JSON.parse(readFileSync(target, "utf8"));
    const [{ read, pagesSeen, uninitializedPages, badChecksums, map }] = databases;
    expect([verdict, read, badChecksums]).toEqual(["unknown", "interrupted", 0]);
    // More than a GiB of pages, all of which were empty but for the two headers; the end was not reached.
    expect(pagesSeen).toBeGreaterThan(32_768);
    expect(uninitializedPages).toBe(pagesSeen - 2);
    expect(map.at(-1)).toBe("?");
  });

  it("says of a file that it was written to meanwhile", async () => {
    const path = slow("written");
    const run = onTerminal(path, "--limit", "1", "--no-color");
    await run.until(/left {2}/);
    appendFileSync(path, Buffer.alloc(PAGE));
    const { code, shown } = await run.end();
    expect(code).toBe(3);
    expect(shown.replace(/\s+/g, " ")).toContain("was written to while it was read");
  });
});
