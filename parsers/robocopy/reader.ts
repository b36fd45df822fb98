import { createLineSplitter } from "../lines.ts";
import type { RobocopyError, RobocopyOutput, RobocopyRow, RobocopySummary } from "./types.ts";

export interface RobocopyReader {
  /** In pieces of any size, a character a byte. */
  write(text: string): void;
  end(): RobocopyOutput;
}

const LONGEST_LINE = 65_536;
const LIST_LIMIT = 100;
/** A number of the summary: `10`, and of bytes also `16.00 m`. */
const NUMBER = String.raw`\d{1,15}(?:[.,]\d{1,3})?(?: [kmgtp])?`;
const NUMBERS = new RegExp(`^(?:${NUMBER}\\s+){5}${NUMBER}$`);
const LONGEST_ROW = 400;
const ERROR = /^[^\t]*?(?<![\w.])(\d{1,5}) \(0x([0-9a-f]{8})\)\s([^\t]*)$/i;
const UNITS = ["k", "m", "g", "t", "p"];

interface Row {
  readonly row: RobocopyRow;
  readonly exact: boolean;
}

/**
 * Reads the summary by the order of its rows and columns, whose heads run together in some languages, and errors by their
 * numbers, which stand the same in all.
 */
export function createRobocopyReader(): RobocopyReader {
  const errors: RobocopyError[] = [];
  let errorCount = 0;
  /** Rows that stand one below the other, up to the last line. */
  let block: Row[] = [];
  let summary: RobocopySummary | null = null;

  function line(text: string): void {
    if (text === "") return;
    const row = rowOf(text);
    if (row !== null) {
      block.push(row);
      if (block.length === 2 || block.length === 3) summary = summaryOf(block);
      return;
    }
    block = [];
    const error = errorOf(text);
    if (error === null) return;
    errorCount += 1;
    if (errors.length < LIST_LIMIT) errors.push(error);
  }

  const splitter = createLineSplitter(line, { limit: LONGEST_LINE });
  return {
    write: splitter.write,
    end() {
      splitter.end();
      return { summary, errors, errorCount };
    },
  };
}

function summaryOf([dirs, files, bytes]: readonly Row[]): RobocopySummary | null {
  if (dirs === undefined || files === undefined) return null;
  return { dirs: dirs.row, files: files.row, bytes: bytes?.row ?? null, exact: bytes?.exact ?? false };
}

function rowOf(line: string): Row | null {
  // Lines with tabs name files, and nothing of a file's name may be taken for a row.
  if (line.length > LONGEST_ROW || line.includes("\t")) return null;
  const start = line.search(/\d/);
  const text = line.slice(start).trim();
  if (line.slice(0, Math.max(0, start)).trim() === "" || !NUMBERS.test(text)) return null;
  const found = text.match(new RegExp(NUMBER, "g")) ?? [];
  const [total, copied, skipped, mismatch, failed, extras] = found.map(amountOf);
  if (
    total === undefined ||
    copied === undefined ||
    skipped === undefined ||
    mismatch === undefined ||
    failed === undefined ||
    extras === undefined
  ) {
    return null;
  }
  const exact = found.every((one) => /^\d+$/.test(one));
  return { row: { total, copied, skipped, mismatch, failed, extras }, exact };
}

function amountOf(text: string): number {
  const [digits = "", unit = ""] = text.split(" ");
  return Math.round(Number(digits.replace(",", ".")) * 1024 ** (UNITS.indexOf(unit) + 1));
}

function errorOf(line: string): RobocopyError | null {
  const match = ERROR.exec(line);
  if (match === null || Number(match[1]) !== Number.parseInt(match[2] ?? "", 16)) return null;
  const path = /(?<!\w)(?:[a-z]:\\|\\\\).*$/i.exec(match[3] ?? "")?.[0].trimEnd() ?? null;
  return { error: Number(match[1]), path };
}
