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
  const texts = errors.map(({ error, path }) =>
    path === null ? `error ${error}` : `error ${error}: ${path}`,
  );
  return [...new Set(texts)].slice(0, 3);
}
