import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { createTally, eccXor, legacyXor } from "../parsers/ese/index.ts";
import { createKernel, type Kernel, PIECE_SIZE } from "../src/verify/kernel/index.ts";
import { scanDatabase } from "../src/verify/scan-database.ts";
import type { SecondReader } from "../src/verify/second-reader.ts";

const MAIN = fileURLToPath(new URL("../dist/src/cli/main.js", import.meta.url));
const PAGE = 32_768;
const FILE_SIZE = 512 * 1024 * 1024;
const ROUNDS = 9;
const GB = 1e9;

interface Figures {
  readonly what: string;
  /** By the clock, the median of all rounds; and the best of them. */
  readonly "GB/s": number;
  readonly "best GB/s": number;
  /** By the time of the processor, of all threads: other programs on the machine do not show in it. */
  readonly "GB a CPU second": number;
  /** The median of each round's ratio to the first row of the same round, by the clock and by the processor. */
  readonly "of its limit": string;
  readonly "of its limit, CPU": string;
}

/**
 * How fast pages are checked: the kernels in memory beside a plain loop that XORs the same words, and a whole file,
 * warm in the system's cache, beside a bare read of it. All in one run, in turns: only the ratios carry over to another
 * machine.
 */
export async function benchVerify(): Promise<readonly Figures[]> {
  const folder = mkdtempSync(join(tmpdir(), "thawline-bench-"));
  // Threads run what was built: they do not know TypeScript.
  const built = new URL("../dist/src/verify/second-reader.js", import.meta.url).href;
  const { createSecondReader } = (await import(built)) as {
    readonly createSecondReader: () => SecondReader | null;
  };
  const second = createSecondReader();
  const reader = new Worker(new URL("./workers/read.mjs", import.meta.url));
  try {
    const path = join(folder, "bench.edb");
    const [fast, plain] = [createKernel(), createKernel("plain")];
    makeFile(path, fast.piece);
    const memory = await rounds(
      {
        "XOR of all words, plain loop": () => repeated(16, () => xorAll(fast.piece)),
        [`kernel in memory: ${fast.name}`]: () => repeated(128, () => check(fast)),
        "kernel in memory: plain": () => repeated(16, () => check(plain)),
      },
      () => plain.piece.set(fast.piece),
    );
    const file = await rounds({
      "file: bare read, 1 MiB at once": async () => bareRead(path, fast.piece),
      "file: bare read by two threads": () => bareReadByTwo(path, fast.piece, reader),
      [`file: checked, ${fast.name}`]: () => checked(path, fast, second),
      [`file: checked by one thread, ${fast.name}`]: () => checked(path, fast, null),
      "file: checked, plain": () => checked(path, plain, null),
    });
    return [...memory, ...file, commandFigures(path)];
  } finally {
    await second?.end();
    await reader.terminate();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Run = () => Promise<number>;

/** Runs everything in turns, `ROUNDS` times; a run returns the bytes that it went through. The first is the limit. */
async function rounds(
  runs: Readonly<Record<string, Run>>,
  before: () => void = () => undefined,
): Promise<Figures[]> {
  const rates = new Map(
    Object.keys(runs).map((name) => [name, { wall: [] as number[], cpu: [] as number[] }]),
  );
  before();
  // The first round is for the compiler.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, run] of Object.entries(runs)) {
      const started = performance.now();
      const used = process.cpuUsage();
      const bytes = await run();
      const { user, system } = process.cpuUsage(used);
      if (round === 0) continue;
      rates.get(name)?.wall.push(bytes / ((performance.now() - started) / 1000) / GB);
      rates.get(name)?.cpu.push(bytes / ((user + system) / 1_000_000) / GB);
    }
  }
  const [first] = rates.values();
  const ratio = (rate: readonly number[], limit: readonly number[] = []): string =>
    `${(median(rate.map((one, round) => one / (limit[round] ?? one))) * 100).toFixed(0)} %`;
  return [...rates].map(([what, { wall, cpu }]) => ({
    what,
    "GB/s": round2(median(wall)),
    "best GB/s": round2(Math.max(...wall)),
    "GB a CPU second": round2(median(cpu)),
    "of its limit": ratio(wall, first?.wall),
    "of its limit, CPU": ratio(cpu, first?.cpu),
  }));
}

function median(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;
}

function round2(value: number): number {
  return Number(value.toFixed(2));
}

async function repeated(times: number, run: () => void): Promise<number> {
  for (let n = 0; n < times; n++) run();
  return times * PIECE_SIZE;
}

function xorAll(piece: Uint8Array): number {
  const words = new Int32Array(piece.buffer, piece.byteOffset, piece.length / 4);
  let sum = 0;
  for (let n = 0; n < words.length; n++) sum ^= words[n] ?? 0;
  return sum;
}

function check(kernel: Kernel): void {
  const tally = createTally();
  kernel.check(kernel.piece, 31, PAGE, tally);
}

function bareRead(path: string, piece: Uint8Array): number {
  const file = openSync(path, "r");
  let bytes = 0;
  for (let got = -1; got !== 0; bytes += got) got = readSync(file, piece, 0, PIECE_SIZE, bytes);
  closeSync(file);
  return bytes;
}

async function bareReadByTwo(path: string, piece: Uint8Array, reader: Worker): Promise<number> {
  const handle = openSync(path, "r");
  const shared = new SharedArrayBuffer(4);
  const next = new Int32Array(shared);
  const done = once(reader, "message");
  reader.postMessage({ handle, size: FILE_SIZE, piece: PIECE_SIZE, shared });
  for (let at = 0; at < FILE_SIZE; ) {
    at = Atomics.add(next, 0, 1) * PIECE_SIZE;
    if (at < FILE_SIZE) readSync(handle, piece, 0, PIECE_SIZE, at);
  }
  await done;
  closeSync(handle);
  return FILE_SIZE;
}

async function checked(path: string, kernel: Kernel, second: SecondReader | null): Promise<number> {
  const environment = { limit: null, stopped: () => false, onBytes: () => undefined };
  const { database } = await scanDatabase(path, kernel, environment, "whole", second);
  if (database.badChecksums !== 0 || database.pagesSeen !== FILE_SIZE / PAGE) {
    throw new Error(`${database.badChecksums} bad pages of ${database.pagesSeen}`);
  }
  return database.bytes;
}

/** The command as a user runs it, with the start of Node; in a process of its own, so only the clock tells. */
function commandFigures(path: string): Figures {
  const rates = Array.from({ length: 3 }, () => {
    const started = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [MAIN, "verify", path], { encoding: "utf8" });
    if (status !== 0) throw new Error(`verify ended with ${status}: ${stderr}`);
    return FILE_SIZE / ((performance.now() - started) / 1000) / GB;
  });
  return {
    what: "file: thawline verify, with its start",
    "GB/s": round2(median(rates)),
    "best GB/s": round2(Math.max(...rates)),
    "GB a CPU second": Number.NaN,
    "of its limit": "",
    "of its limit, CPU": "",
  };
}

/** A clean database of pages full of words, each with its sums; `piece` holds the last of them afterwards. */
function makeFile(path: string, piece: Uint8Array): void {
  const words = new Int32Array(piece.buffer, piece.byteOffset, piece.length / 4);
  let s = 0x9e37_79b9;
  for (let n = 0; n < words.length; n++) {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    words[n] = s;
  }
  const file = openSync(path, "wx");
  for (let offset = 0; offset < FILE_SIZE; offset += PIECE_SIZE) {
    for (let at = 0; at < PIECE_SIZE; at += PAGE)
      sealPage(piece.subarray(at, at + PAGE), (offset + at) / PAGE - 1);
    if (offset === 0) for (const at of [0, PAGE]) makeHeader(piece.subarray(at, at + PAGE));
    writeSync(file, piece);
  }
  closeSync(file);
  for (let at = 0; at < PIECE_SIZE; at += PAGE) sealPage(piece.subarray(at, at + PAGE), 31 + at / PAGE);
}

function sealPage(page: Uint8Array, pgno: number): void {
  const view = new DataView(page.buffer, page.byteOffset, PAGE);
  view.setUint32(36, 0x2802, true);
  for (const block of [3, 2, 1, 0]) {
    const { xor, ecc } = eccXor(page, (block * PAGE) / 4, PAGE / 4, block === 0, pgno);
    const at = block === 0 ? 0 : 32 + block * 8;
    view.setUint32(at, xor, true);
    view.setUint32(at + 4, ecc, true);
  }
}

/** Of a database that was shut down cleanly. */
function makeHeader(page: Uint8Array): void {
  const view = new DataView(page.buffer, page.byteOffset, PAGE);
  page.fill(0);
  view.setUint32(4, 0x89ab_cdef, true);
  view.setUint32(8, 0x620, true);
  view.setUint32(52, 3, true);
  view.setUint32(236, PAGE, true);
  view.setUint32(667, 1, true);
  view.setUint32(0, legacyXor(page, 0, PAGE), true);
}
