import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  type Chain,
  type ChainProblem,
  checkChain,
  closedLogName,
  createLogScan,
  logName,
  type SetLog,
} from "../../../../parsers/ese/index.ts";
import type { ToolRun } from "../process.ts";
import { type Ended, line, printedPlace } from "./frame.ts";

const SECONDS_A_LOG = 2;
const MISSING = -528;
const SEQUENCE = -515;
const ACCUMULATED = -590;
const SIGNATURE = -530;
const NAME = -513;

/** `/ml` and `/k` of a base name: checks all its real logs in a folder, and that they follow one another. */
export async function checkStream(run: ToolRun, folder: string, base: string): Promise<Ended> {
  const logs = logsIn(folder, base);
  for (const text of ["", "Verifying log files...", `     Base name: ${base}`, ""]) run.out(line(text));
  if (logs.length === 0) return { error: -1811, seconds: 0.1 };
  const seconds = logs.length * SECONDS_A_LOG;
  await run.takes(seconds);
  const chain = checkChain(base, logs);
  for (const text of streamLines(chain, logs, folder)) run.out(line(text));
  for (const text of chain.eseutilExit === 0 ? ["", "No damaged log files were found.", ""] : [""]) {
    run.out(line(text));
  }
  return { error: chain.eseutilExit, seconds };
}

/** `/k` of one log. */
export async function checkLog(run: ToolRun, path: string): Promise<Ended> {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return { error: -1811, seconds: 0.1 };
  for (const text of ["Initiating CHECKSUM mode...", `      Log File: ${path}`, ""]) run.out(line(text));
  await run.takes(SECONDS_A_LOG);
  const { report } = readLog(path);
  const error = report.eseutilExit ?? 0;
  if (error === 0) run.out(line(`Integrity check passed for log file: ${path}`));
  else {
    const at = printedPlace([report.generation, report.segments?.lastSegment ?? 0, 0]);
    run.out(line(`      ERROR: Log damaged (unusable). Last Lgpos: ${at}. Error ${error}.`));
  }
  for (const text of ["", ""]) run.out(line(text));
  return { error, seconds: SECONDS_A_LOG };
}

function logsIn(folder: string, base: string): readonly SetLog[] {
  return readdirSync(folder)
    .filter((name) => {
      const known = logName(name);
      return known !== null && known.kind !== "reserved" && known.base.toLowerCase() === base.toLowerCase();
    })
    .map((name) => ({ name, reading: readLog(join(folder, name)) }));
}

function readLog(path: string) {
  const scan = createLogScan();
  scan.write(readFileSync(path));
  return scan.end();
}

/** A line for each log in the order of the chain, and for each hole before the log behind it. */
function streamLines(
  { base, logs, problems }: Chain,
  all: readonly SetLog[],
  folder: string,
): readonly string[] {
  return logs.flatMap(({ name, ok }) => {
    const number = numberOf(name);
    const before = problems.flatMap((problem) =>
      "missing" in problem && problem.missing[1] + 1 === number
        ? [holeLine(folder, base, problem.missing)]
        : [],
    );
    const own = problems.find((problem) => "file" in problem && problem.file === name);
    const log = all.find((one) => one.name === name);
    return [
      ...before,
      `      Log file: ${join(folder, name)}${ok ? " - OK" : ""}`,
      ...(own === undefined || !("file" in own) || log === undefined
        ? []
        : messageLines(own, log).map((text) => `                ${text}`)),
    ];
  });
}

function numberOf(name: string): number | null {
  const known = logName(name);
  return known?.kind === "closed" ? known.number : null;
}

function holeLine(folder: string, base: string, [first, last]: readonly [number, number]): string {
  if (first === last) return `      Missing log file: ${join(folder, closedLogName(base, first))}`;
  const digits = (value: number): string => value.toString(16).toUpperCase().padStart(8, "0");
  return `      Missing log files: ${join(folder, base)}{${digits(first)} - ${digits(last)}}.log`;
}

function messageLines(
  { error, got, expected }: Extract<ChainProblem, { readonly file: string }>,
  { reading: { report } }: SetLog,
): readonly string[] {
  const both = (value: number | string | null | undefined): string =>
    `${value} (0x${Number(value).toString(16).toUpperCase()})`;
  switch (error) {
    case MISSING:
      return [
        `ERROR: Missing log file(s). Log file is generation ${both(got)}, but expected generation is ${both(expected)}.`,
      ];
    case SEQUENCE:
      return [
        `ERROR: Invalid log sequence. Previous generation time is [${got}], but expected [${expected}].`,
      ];
    case ACCUMULATED:
      return [
        `ERROR: Invalid log sequence. Previous generation accumulated segment checksum is ${got}, but expected ${expected}.`,
      ];
    case SIGNATURE:
      return [`ERROR: Invalid log signature: ${got}`, `Expected signature: ${expected}`];
    case NAME:
      return [
        `ERROR: Mismatched log generation ${both(got)} with log file name. Expected generation ${both(expected)}.`,
      ];
    default:
      return report.headerChecksumOk && report.segments !== null
        ? [
            `ERROR: Log damaged (unusable). Last Lgpos: ${printedPlace([report.generation, report.segments.lastSegment ?? 0, 0])}. Error ${error}.`,
          ]
        : [`ERROR: Cannot read log file header. Error ${error}.`];
  }
}
