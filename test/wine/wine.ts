import { spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The scripts of a backup for real: by Wine's cmd, with programs of our own in the place of those that only Windows has.
// What these do is what public transcripts tell; they prove nothing about the real ones.

const WINE = "/usr/lib/wine/wine64";
const SERVER = "/usr/lib/wine/wineserver64";
const COMPILER = "x86_64-w64-mingw32-gcc";
const TOOLS = ["diskshadow", "robocopy", "eseutil", "step"] as const;

const present =
  existsSync(WINE) &&
  existsSync(SERVER) &&
  spawnSync(COMPILER, ["--version"], { stdio: "ignore" }).status === 0;
/** Where the tools are promised to be, their absence is a failure. */
export const SKIPS = !present && (process.env.CI === undefined || process.env.CI === "");
/** What to say in the name of a skipped test. */
export const MISSING = present ? "" : " (skipped: apt-get install wine64 gcc-mingw-w64-x86-64-win32)";

export interface Wine {
  /** Temporary; everything lies in it. */
  readonly folder: string;
  /** `C:\tools` holds the programs, and D: is a folder beside. */
  readonly drives: string;
  /** Where a path of drive C: or D: lies. */
  path(windows: string): string;
  /** Runs a program to its end, at most 20 s; its exit code is that of Windows modulo 256, null if it was ended. */
  run(words: readonly string[], env?: Readonly<Record<string, string>>): Ended;
  /** Starts one and does not wait. What it prints is added to the file `output`. */
  start(words: readonly string[], env: Readonly<Record<string, string>>, output: string): void;
  /** Ends everything at once, as when the power fails. */
  kill(): void;
  /** Ends everything and removes the folder. */
  dispose(): void;
}

export interface Ended {
  readonly exitCode: number | null;
  /** A character a byte. */
  readonly output: string;
}

/** @throws Error if a program cannot be compiled or Wine does not start */
export function startWine(): Wine {
  const folder = mkdtempSync(join(tmpdir(), "thawline-wine-"));
  const prefix = join(folder, "prefix");
  const drives = join(prefix, "dosdevices");
  const environment = {
    PATH: process.env.PATH,
    HOME: folder,
    WINEPREFIX: prefix,
    WINEDEBUG: "-all",
    WINEDLLOVERRIDES: "mscoree,mshtml=",
    WINESERVER: SERVER,
  };
  mkdirSync(prefix);
  // A server that stays for a minute saves each program its start, and leaves by itself if nobody ends it.
  const serve = (): void =>
    must(
      "wineserver",
      spawnSync(SERVER, ["-p60"], { env: environment, stdio: "ignore", timeout: 20_000 }).status,
    );
  const kill = (): void => {
    spawnSync(SERVER, ["-k"], { env: environment, stdio: "ignore", timeout: 20_000 });
    spawnSync(SERVER, ["-w"], { env: environment, stdio: "ignore", timeout: 20_000 });
  };
  const dispose = (): void => {
    kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    serve();
    const boot = [WINE, "wineboot", "-i"] as const;
    must(
      "wineboot",
      spawnSync(boot[0], boot.slice(1), { env: environment, stdio: "ignore", timeout: 60_000 }).status,
    );
    const tools = join(prefix, "drive_c", "tools");
    mkdirSync(tools);
    for (const tool of TOOLS) {
      const source = new URL(`tools/${tool}.c`, import.meta.url).pathname;
      const target = join(tools, `${tool}.exe`);
      must(
        tool,
        spawnSync(COMPILER, ["-Wall", "-Werror", "-o", target, source], { stdio: "inherit" }).status,
      );
    }
    mkdirSync(join(folder, "d"));
    symlinkSync(join(folder, "d"), join(drives, "d:"));
  } catch (error) {
    dispose();
    throw error;
  }

  function path(windows: string): string {
    const rest = windows.slice(3).replaceAll("\\", "/");
    return join(windows.startsWith("D:") ? join(folder, "d") : join(prefix, "drive_c"), rest);
  }

  function run(words: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
    const file = join(folder, "output");
    // Not by a pipe: whatever is left running would hold it open.
    const output = openSync(file, "w");
    const { status } = spawnSync(WINE, words, {
      env: { ...environment, ...env },
      stdio: ["ignore", output, output],
      timeout: 20_000,
    });
    closeSync(output);
    return { exitCode: status, output: readFileSync(file, "latin1") };
  }

  function start(words: readonly string[], env: Readonly<Record<string, string>>, file: string): void {
    const output = openSync(file, "a");
    spawn(WINE, words, { env: { ...environment, ...env }, stdio: ["ignore", output, output] }).unref();
    closeSync(output);
  }

  return {
    folder,
    drives,
    path,
    run,
    start,
    kill: () => {
      kill();
      serve();
    },
    dispose,
  };
}

function must(what: string, status: number | null): void {
  if (status !== 0) throw new Error(`${what} ended with ${status}`);
}
