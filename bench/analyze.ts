import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../dist/src/cli/main.js", import.meta.url));
/** Logs of other people where they are there, else the samples: their chunks are stacked into large files. */
const LOGS = [
  new URL("../../shared/data/evtx/", import.meta.url),
  new URL("../samples/evtx/", import.meta.url),
];

const HEADER = 4096;
const CHUNK = 65_536;
const FILES = 16;
const MIXED_FILES = 2;
const CHUNKS_PER_FILE = 1024;
/** What `analyze` may take at its peak, however much there is to read. */
const LIMIT_MIB = 250;

interface Figures {
  readonly input: string;
  readonly seconds: number;
  readonly "MiB/s": number;
  readonly "peak RSS MiB": number;
  readonly jobs: number;
  readonly findings: number;
}

/** Reads 1 GiB of logs with the built program; fails when it takes more memory than it may. */
export async function benchAnalyze(): Promise<readonly Figures[]> {
  const folder = mkdtempSync(join(tmpdir(), "thawline-bench-"));
  try {
    const bytes = stackLogs(folder);
    const report = join(folder, "report.json");
    const started = performance.now();
    const rss = await peakOf(
      ["analyze", "--fail-on", "never", "--format", "json", "-o", report, join(folder, "logs")],
      folder,
    );
    const seconds = (performance.now() - started) / 1000;
    const { jobs, findings } = JSON.parse(readFileSync(report, "utf8"));
    if (rss > LIMIT_MIB) throw new Error(`${rss.toFixed(0)} MiB at the peak, more than ${LIMIT_MIB} MiB`);
    return [
      {
        input: `${(bytes / 1024 ** 3).toFixed(2)} GiB in ${FILES} files`,
        seconds: Number(seconds.toFixed(1)),
        "MiB/s": Number((bytes / 1024 ** 2 / seconds).toFixed(1)),
        "peak RSS MiB": Number(rss.toFixed(0)),
        jobs: jobs.length,
        findings: findings.length,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function stackLogs(folder: string): number {
  const source = LOGS.map((url) => fileURLToPath(url)).find(existsSync);
  if (source === undefined) throw new Error("no logs to stack");
  const logs = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".evtx") && !name.includes("hostile"))
    .sort()
    .map((name) => readFileSync(join(source, name)));
  const chunksOf = (log: Buffer): readonly Buffer[] =>
    Array.from({ length: Math.floor((log.length - HEADER) / CHUNK) }, (_, index) =>
      log.subarray(HEADER + index * CHUNK, HEADER + (index + 1) * CHUNK),
    ).filter((chunk) => chunk.subarray(0, 7).toString("latin1") === "ElfChnk");
  const header = logs[0]?.subarray(0, HEADER) ?? Buffer.alloc(HEADER);
  // Most files hold one log each, as exports do; in the last ones all logs are mixed, as in a collection.
  const all = logs.flatMap(chunksOf);
  const singles = logs
    .map(chunksOf)
    .sort((a, b) => b.length - a.length)
    .slice(0, FILES - MIXED_FILES);
  const stacks = [...singles, ...Array.from({ length: FILES - singles.length }, () => all)];
  const target = join(folder, "logs");
  mkdirSync(target);
  for (const [index, chunks] of stacks.entries()) {
    const handle = openSync(join(target, `${index}.evtx`), "wx");
    writeSync(handle, header);
    for (let at = 0; at < CHUNKS_PER_FILE; at += 1) writeSync(handle, chunks[at % chunks.length] ?? header);
    closeSync(handle);
  }
  return FILES * (HEADER + CHUNKS_PER_FILE * CHUNK);
}

/** Runs the program and returns its largest resident set, in MiB. */
async function peakOf(args: readonly string[], folder: string): Promise<number> {
  const peak = join(folder, "peak");
  const tell = `import { writeFileSync } from "node:fs"; process.on("exit", () => writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)));`;
  const preload = `data:text/javascript,${encodeURIComponent(tell)}`;
  const child = spawn(process.execPath, ["--import", preload, MAIN, ...args], { stdio: "inherit" });
  const [code] = await once(child, "close");
  if (code !== 0 && code !== 3) throw new Error(`analyze ended with ${code}`);
  return Number(readFileSync(peak, "utf8")) / 1024;
}
