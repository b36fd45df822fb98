import type { ChecksumCounts, PrintedLgpos } from "./types.ts";

type Count = Exclude<keyof ChecksumCounts, "highestDbtime" | "highestDbtimePgno" | "progressDots">;

/** Lines of `/k` that are a number and these words. */
const COUNTS: ReadonlyMap<string, Count> = new Map([
  ["pages seen", "pagesSeen"],
  ["bad checksums", "bad"],
  ["correctable checksums", "correctable"],
  ["uninitialized pages", "uninitialized"],
  ["wrong page numbers", "wrongPageNumbers"],
  ["reads performed", "reads"],
  ["MB read", "mbRead"],
  ["seconds taken", "seconds"],
  ["MB/second", "mbPerSecond"],
  ["milliseconds used", "ms"],
  ["milliseconds per read", "msPerRead"],
  ["milliseconds for the slowest read", "msSlowest"],
  ["milliseconds for the fastest read", "msFastest"],
]);

/** `64 pages seen` */
export function countOf(line: string): readonly [count: Count, value: number] | null {
  const match = /^(\d{1,15}) (.+)$/.exec(line);
  const count = COUNTS.get(match?.[2] ?? "");
  return count === undefined ? null : [count, Number(match?.[1])];
}

/**
 * `(0x1F,C,12C)`: hexadecimal, though only the first number says so. Very old versions print decimal numbers, and
 * none of them with `0x`.
 */
export function lgposOf(text: string): PrintedLgpos | null {
  const match = /^\((0x)?([0-9a-f]{1,8}), ?([0-9a-f]{1,8}), ?([0-9a-f]{1,8})\)/i.exec(text.trim());
  if (match === null) return null;
  const base = match[1] === undefined ? 10 : 16;
  const numbers = [match[2], match[3], match[4]].map((digits) => Number.parseInt(digits ?? "", base));
  const [generation = Number.NaN, sector = Number.NaN, offset = Number.NaN] = numbers;
  return numbers.some(Number.isNaN) ? null : [generation, sector, offset];
}

/** Seconds and milliseconds of `12.7`: 12 s and 7 ms, for the milliseconds have no leading zeros. */
export function elapsedOf(seconds: string | undefined, milliseconds: string | undefined): number | null {
  if (seconds === undefined || milliseconds === undefined) return null;
  return Number(seconds) * 1000 + Number(milliseconds);
}

/** The name behind the last separator of a path of Windows or of others. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/")) + 1);
}

/** `key: value`, or `key (value)` as old versions print places. */
export function keyValue(line: string): readonly [key: string, value: string] | null {
  const match = /^([^:(]{1,60}?)(?::\s*| (?=\())(.*)$/.exec(line);
  return match === null ? null : [match[1] ?? "", (match[2] ?? "").trim()];
}
