import { spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The .evtx reader against others, in one run on one machine: evtxexport (libevtx, Debian's libevtx-utils),
 * python-evtx (Debian's python3-evtx), and a bare reading of the file with the CRC32 of each chunk, which is the floor.
 * Whole processes, start included; the best of the rounds, which alternate between the readers. The peers print all
 * records to /dev/null, as ours does in "ndjson", and the whole program in "thawline events"; "filter" reads the backup
 * providers only. Ratios are of processor time, which other programs disturb less, and to the floor of both. Ours, but for the
 * floor, take their bytes as the product does: a piece ahead.
 *
 * The Rust crate `evtx` is not among them: the registry of its dependencies is not reachable from where this was
 * measured.
 */
const WORKER = fileURLToPath(new URL("workers/evtx.mjs", import.meta.url));
const PROGRAM = fileURLToPath(new URL("../dist/src/cli/main.js", import.meta.url));
/** The shell tells what the reader behind it took of the processor, as no call of Node does. */
const TIMED = '"$0" "$@" >/dev/null; times';
const LOGS = [
  new URL("../../shared/data/evtx/", import.meta.url),
  new URL("../samples/evtx/", import.meta.url),
];
const NAMED = ["nicksmet-Security", "plaso-System", "deepblue-many-events-application"];
/** Sound logs of many kinds: their chunks make up the large files. */
const STACKED = /^(nicksmet|plaso-System|deepblue|artemis|omer-system|pyevtx-system|synth)/;
const HEADER = 4096;
const CHUNK = 65_536;
const MIB = 1024 * 1024;

const PYTHON_SCRIPT = [
  "import sys",
  "from Evtx.Evtx import Evtx",
  "from Evtx.Views import evtx_record_xml_view",
  "with Evtx(sys.argv[1]) as log:",
  "    for r in log.records():",
  "        try: print(evtx_record_xml_view(r))",
  "        except Exception: pass",
].join("\n");

interface Reader {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly ours: boolean;
}

const FLOOR: Reader = ours("floor");
const CLI: Reader = {
  name: "thawline events",
  command: process.execPath,
  args: [PROGRAM, "events"],
  ours: false,
};
const OURS: readonly Reader[] = [FLOOR, ours("filter"), ours("all"), ours("ndjson"), CLI];
const EVTXEXPORT: readonly Reader[] = [
  { name: "evtxexport text", command: "evtxexport", args: [], ours: false },
  { name: "evtxexport xml", command: "evtxexport", args: ["-f", "xml"], ours: false },
];
const PYTHON: Reader = {
  name: "python-evtx",
  command: "/usr/bin/python3",
  args: ["-c", PYTHON_SCRIPT],
  ours: false,
};

interface Timing {
  readonly seconds: number;
  /** Of the processor, on all of its cores. */
  readonly cpu: number;
  readonly peak: number | undefined;
}

interface Row {
  readonly file: string;
  readonly reader: string;
  readonly seconds: number;
  readonly cpu: number;
  readonly "x evtxexport": number | undefined;
  readonly "x python-evtx": number | undefined;
  readonly "x floor": number;
  readonly "x floor, seconds": number;
  readonly "peak RSS MiB": number | undefined;
}

export async function benchEvtx(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "thawline-evtx-"));
  try {
    const logs = LOGS.find((url) => existsSync(url));
    if (logs === undefined)
      throw new Error("no event logs to read: neither ../shared/data/evtx nor samples/evtx");
    const chunks = chunksOf(fileURLToPath(logs));
    const rows: Row[] = [];
    for (const name of NAMED) {
      const path = join(fileURLToPath(logs), `${name}.evtx`);
      if (existsSync(path)) rows.push(...compare(path, [...OURS, ...EVTXEXPORT, PYTHON], 5));
    }
    rows.push(...compare(stack(folder, chunks, 16), [...OURS, ...EVTXEXPORT, PYTHON], 5));
    rows.push(...compare(stack(folder, chunks, 256), [...OURS, ...EVTXEXPORT], 7));
    rows.push(...compare(stack(folder, chunks, 1024), OURS, 3));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ours(mode: string): Reader {
  return { name: mode, command: process.execPath, args: [WORKER, mode], ours: true };
}

/** All readers on one file, in turns; the slow ones fewer times. */
function compare(path: string, readers: readonly Reader[], rounds: number): Row[] {
  const present = readers.filter((reader) => OURS.includes(reader) || isThere(reader));
  const best = new Map<Reader, Timing>();
  for (let round = 0; round < rounds; round++) {
    for (const reader of present) {
      const before = best.get(reader);
      if (round > 1 && (before?.cpu ?? 0) > 10) continue;
      const { seconds, cpu, peak } = measure(reader, path);
      best.set(reader, {
        seconds: Math.min(seconds, before?.seconds ?? seconds),
        cpu: Math.min(cpu, before?.cpu ?? cpu),
        peak,
      });
    }
  }
  const seconds = (reader: Reader): number => best.get(reader)?.seconds ?? Number.NaN;
  const cpu = (reader: Reader): number => best.get(reader)?.cpu ?? Number.NaN;
  const libevtx = Math.min(...EVTXEXPORT.filter((reader) => best.has(reader)).map(cpu));
  return present.map((reader): Row => {
    const timing = best.get(reader);
    const times = (of: number): number | undefined =>
      Number.isFinite(of) ? Number((of / cpu(reader)).toFixed(1)) : undefined;
    return {
      file: basename(path),
      reader: reader.name,
      seconds: Number(seconds(reader).toFixed(3)),
      cpu: Number(cpu(reader).toFixed(2)),
      "x evtxexport": times(libevtx),
      "x python-evtx": times(cpu(PYTHON)),
      "x floor": Number((cpu(reader) / cpu(FLOOR)).toFixed(2)),
      "x floor, seconds": Number((seconds(reader) / seconds(FLOOR)).toFixed(2)),
      "peak RSS MiB": timing?.peak,
    };
  });
}

function measure(reader: Reader, path: string): Timing {
  const started = performance.now();
  const run = spawnSync("/bin/sh", ["-c", TIMED, reader.command, ...reader.args, path], { encoding: "utf8" });
  const seconds = (performance.now() - started) / 1000;
  if (run.error !== undefined) throw run.error;
  const cpu = childTime(run.stdout);
  if (!reader.ours) return { seconds, cpu, peak: undefined };
  if (!run.stderr.startsWith("{")) throw new Error(`${reader.name} on ${path}: ${run.stderr}`);
  const { peak } = JSON.parse(run.stderr) as { peak: number };
  return { seconds, cpu, peak: Math.round(peak) };
}

/** The second line of what `times` prints: `0m1.25s 0m0.03s`, user and system, of all that the shell started. */
function childTime(printed: string): number {
  const figures =
    printed
      .trim()
      .split("\n")
      .at(-1)
      ?.matchAll(/(\d+)m([\d.]+)s/g) ?? [];
  return [...figures].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

function isThere(reader: Reader): boolean {
  const probe = reader === PYTHON ? ["-c", "import Evtx.Evtx"] : ["-V"];
  return spawnSync(reader.command, probe, { stdio: "ignore" }).status === 0;
}

function chunksOf(folder: string): Uint8Array[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".evtx"));
  const chosen = names.filter((name) => STACKED.test(name));
  const chunks: Uint8Array[] = [];
  for (const name of chosen.length > 0 ? chosen : names) {
    const file = readFileSync(join(folder, name));
    for (let at = HEADER; at + CHUNK <= file.length; at += CHUNK) {
      if (file.toString("latin1", at, at + 7) === "ElfChnk") chunks.push(file.subarray(at, at + CHUNK));
    }
  }
  return chunks;
}

/** A log of so many MiB, made of real chunks over and over. Its header has no checksum, and says so. */
function stack(folder: string, chunks: readonly Uint8Array[], mebibytes: number): string {
  const path = join(folder, `stacked-${mebibytes}MiB.evtx`);
  const count = (mebibytes * MIB) / CHUNK;
  const header = Buffer.alloc(HEADER);
  header.write("ElfFile\0", "latin1");
  header.writeBigUInt64LE(BigInt(count - 1), 16);
  header.writeBigUInt64LE(BigInt(count * 1000), 24);
  header.writeUInt32LE(128, 32);
  header.writeUInt16LE(1, 36);
  header.writeUInt16LE(3, 38);
  header.writeUInt16LE(HEADER, 40);
  header.writeUInt16LE(count & 0xffff, 42);
  header.writeUInt32LE(4, 120);
  const file = openSync(path, "w");
  try {
    writeSync(file, header);
    for (let i = 0; i < count; i++) writeSync(file, chunks[i % chunks.length] ?? new Uint8Array(CHUNK));
  } finally {
    closeSync(file);
  }
  return path;
}
