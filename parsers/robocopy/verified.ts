import type { RobocopyBits, RobocopyOutput, RobocopyVerdict } from "./types.ts";

/** Null for what is none of robocopy's exit codes: it crashed, was ended, or is not there (9009). */
export function exitBits(exitCode: number): RobocopyBits | null {
  const code = exitCode | 0;
  if (code < 0 || code > 31) return null;
  return {
    copied: (code & 1) !== 0,
    extras: (code & 2) !== 0,
    mismatched: (code & 4) !== 0,
    failed: (code & 8) !== 0,
    fatal: (code & 16) !== 0,
  };
}

/**
 * Whether a run copied all that it was told to. Its exit code alone is not enough, and what it printed is not either.
 *
 * @param exitCode as the system gave it; null when it was ended
 */
export function verifyCopy(output: RobocopyOutput, exitCode: number | null): RobocopyVerdict {
  const why = [...codeReasons(exitCode), ...summaryReasons(output)];
  if (why.length > 0) why.push(...errorReasons(output));
  return { verified: why.length === 0, why };
}

function codeReasons(exitCode: number | null): string[] {
  if (exitCode === null) return ["no exit code"];
  const bits = exitBits(exitCode);
  return bits === null || bits.mismatched || bits.failed || bits.fatal ? [`exit code ${exitCode | 0}`] : [];
}

function summaryReasons({ summary }: RobocopyOutput): string[] {
  if (summary === null) return ["no summary"];
  const why: string[] = [];
  for (const [what, row] of [
    ["folders", summary.dirs],
    ["files", summary.files],
    ["bytes", summary.bytes],
  ] as const) {
    if (row === null) continue;
    if (row.failed > 0) why.push(`${row.failed} ${what} failed`);
    if (row.mismatch > 0) why.push(`${row.mismatch} ${what} do not match`);
  }
  return why;
}

/** A few are enough to find the cause. */
function errorReasons({ errors }: RobocopyOutput): string[] {
  const texts = errors.map(({ error, path }) => {
    const words = WORDS.get(error);
    const told = words === undefined ? `error ${error}` : `error ${error} (${words})`;
    return path === null ? told : `${told}: ${path}`;
  });
  return [...new Set(texts)].slice(0, 3);
}

/** Errors of Windows that copying meets (winerror.h), in our own words: robocopy's are in the server's language. */
const WORDS: ReadonlyMap<number, string> = new Map([
  [2, "file not found"],
  [3, "folder not found"],
  [5, "access denied"],
  [21, "the device is not ready"],
  [23, "the disk cannot be read there"],
  [32, "another program holds the file"],
  [33, "another program has locked a part of the file"],
  [53, "the server of the share is not found"],
  [59, "the network failed"],
  [64, "the share is gone"],
  [67, "there is no such share"],
  [112, "the disk is full"],
  [121, "no answer in time"],
  [1117, "the device had an error"],
  [1314, "a right is missing"],
]);
