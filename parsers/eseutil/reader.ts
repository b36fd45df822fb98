import { createHeaderReader } from "./header.ts";
import { type Ending, endingOf, NO_ENDING } from "./last-line.ts";
import { createLogsReader } from "./logs.ts";
import { countOf, keyValue, lgposOf } from "./patterns.ts";
import type { ChecksumCounts, EseutilOutput, PrintedCheckpoint, PrintedLgpos } from "./types.ts";

const LIST_LIMIT = 1000;
const TROUBLE_LIMIT = 100;
/** No line of eseutil is near this length; what is, is not kept. */
const LONGEST_LINE = 65_536;

/**
 * Takes what eseutil or esentutl prints, in pieces of any size. Lines are told by their keys, never by column or
 * place: the program doubles line ends when it is redirected, and threads write in any order.
 */
export interface EseutilReader {
  stdout(text: string): void;
  stderr(text: string): void;
  end(): EseutilOutput;
}

type Counts = { -readonly [K in keyof ChecksumCounts]?: ChecksumCounts[K] };

const PAGE_ERROR = /^ERROR: page (-?\d{1,10}) (?:\(header\) )?checksum failed/;
const PAGE_WARNING =
  /^WARNING: page (-?\d{1,10}) checksum verification failed but the corruption \( bit (\d{1,7}) \)/;
const ACCESS_ERROR = /^Error: Access to source database '(.*)' failed with Jet error (-?\d{1,6})\.?$/;
const HIGHEST = /^(0x[0-9a-f]{1,16}) highest dbtime \(pgno (0x[0-9a-f]{1,8}|\d{1,10})\)$/i;
const HEADER_WARNING = /^WARNING: (.*header.*)$/;
const TROUBLE = /error|fail|warning|corrupt|damag|mismatch|missing/i;
/** Keys of a healthy header that sound like trouble. */
const HARMLESS = /^(?:Old )?(?:ECC Fix|bad checksum) .*Count: /i;

export function createEseutilReader(): EseutilReader {
  const header = createHeaderReader();
  const logs = createLogsReader();
  const counts: Counts = {};
  const places = new Map<string, PrintedLgpos>();
  const pageErrors: number[] = [];
  const pageWarnings: { page: number; bit: number }[] = [];
  const headerWarnings: string[] = [];
  const unknownTrouble: string[] = [];
  let pageErrorCount = 0;
  let pageWarningCount = 0;
  let dots = 0;
  let isLog = false;
  let tool: EseutilOutput["tool"] = null;
  let version: string | null = null;
  let database: string | null = null;
  let accessError: EseutilOutput["accessError"] = null;
  let ending: Ending = NO_ENDING;

  function pageLine(line: string): boolean {
    const error = PAGE_ERROR.exec(line);
    if (error !== null) {
      pageErrorCount++;
      if (pageErrors.length < LIST_LIMIT) pageErrors.push(Number(error[1]));
      return true;
    }
    const warning = PAGE_WARNING.exec(line);
    if (warning === null) return false;
    pageWarningCount++;
    if (pageWarnings.length < LIST_LIMIT) {
      pageWarnings.push({ page: Number(warning[1]), bit: Number(warning[2]) });
    }
    return true;
  }

  function countLine(line: string): boolean {
    if (/^\.+$/.test(line)) {
      dots += line.length;
      return true;
    }
    const highest = HIGHEST.exec(line);
    if (highest !== null) {
      counts.highestDbtime = highest[1] ?? null;
      counts.highestDbtimePgno = Number(highest[2]);
      return true;
    }
    const count = countOf(line);
    if (count === null) return false;
    counts[count[0]] = count[1];
    return true;
  }

  function runLine(line: string): boolean {
    const ended = endingOf(line);
    if (ended !== null) {
      // A run that says two things did not succeed.
      if (ending.completed === null || ending.completed === "success") ending = ended;
      return true;
    }
    const access = ACCESS_ERROR.exec(line);
    if (access !== null) {
      accessError = { file: access[1] ?? "", error: Number(access[2]) };
      return true;
    }
    const told = HEADER_WARNING.exec(line);
    if (told !== null) {
      if (headerWarnings.length < TROUBLE_LIMIT) headerWarnings.push(told[1] ?? "");
      return true;
    }
    if (/Utilities( for |$)/.test(line)) {
      tool = /Windows\(R\)$/.test(line) ? "esentutl" : "eseutil";
      return true;
    }
    const number = /^Version (\d[\d.]{0,20})$/.exec(line);
    version = number?.[1] ?? version;
    return number !== null;
  }

  function keyLine(line: string): boolean {
    const pair = keyValue(line);
    if (pair === null) return false;
    const [key, value] = pair;
    if (key === "Database" || key === "Checkpoint File" || key === "Checkpoint file") {
      database ??= value;
      return true;
    }
    if (key === "lGeneration") isLog = true;
    const place = lgposOf(value);
    if (place !== null && !places.has(key)) places.set(key, place);
    return place !== null;
  }

  function line(text: string): void {
    const trimmed = text.trim();
    if (trimmed === "") return;
    const known =
      pageLine(trimmed) ||
      countLine(trimmed) ||
      runLine(trimmed) ||
      logs.line(trimmed) ||
      header.line(trimmed) ||
      keyLine(trimmed);
    // What stands behind a key may be a path, and a folder may be called anything.
    const words = /^[^:(]*/.exec(trimmed)?.[0] ?? "";
    if (known || !TROUBLE.test(words) || HARMLESS.test(trimmed)) return;
    if (unknownTrouble.length < TROUBLE_LIMIT) unknownTrouble.push(trimmed);
  }

  function checkpoint(): PrintedCheckpoint | null {
    const own = places.get("Checkpoint");
    if (own === undefined || isLog) return null;
    return {
      checkpoint: own,
      fullBackup: places.get("FullBackup") ?? null,
      incBackup: places.get("IncBackup") ?? null,
      lastFullBackupCheckpoint: places.get("LastFullBackupCheckpoint") ?? null,
    };
  }

  const stdout = createLineCutter(line);
  const stderr = createLineCutter(line);
  return {
    stdout: stdout.write,
    stderr: stderr.write,
    end() {
      stdout.end();
      stderr.end();
      return {
        tool,
        version,
        ...ending,
        accessError,
        database,
        checksum: checksumOf(counts, dots),
        pageErrors: pageErrors.sort((a, b) => a - b),
        pageErrorCount,
        pageWarnings: pageWarnings.sort((a, b) => a.page - b.page || a.bit - b.bit),
        pageWarningCount,
        ...logs.end(),
        header: header.end(headerWarnings),
        checkpoint: checkpoint(),
        unknownTrouble,
      };
    },
  };
}

function checksumOf(counts: Counts, progressDots: number): ChecksumCounts | null {
  if (counts.pagesSeen === undefined) return null;
  return {
    bad: null,
    correctable: null,
    uninitialized: null,
    wrongPageNumbers: null,
    highestDbtime: null,
    highestDbtimePgno: null,
    reads: null,
    mbRead: null,
    seconds: null,
    mbPerSecond: null,
    ms: null,
    msPerRead: null,
    msSlowest: null,
    msFastest: null,
    ...counts,
    pagesSeen: counts.pagesSeen,
    progressDots,
  };
}

function createLineCutter(line: (text: string) => void) {
  let rest = "";
  return {
    write(text: string): void {
      const pieces = text.split("\n");
      for (let i = 0; i < pieces.length - 1; i++) {
        line(`${rest}${pieces[i]}`.slice(0, LONGEST_LINE));
        rest = "";
      }
      rest = `${rest}${pieces.at(-1)}`.slice(0, LONGEST_LINE);
    },
    end(): void {
      line(rest);
      rest = "";
    },
  };
}
