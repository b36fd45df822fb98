/** Bits of the exit code. */
export interface RobocopyBits {
  /** 1 */
  readonly copied: boolean;
  /** 2: the target holds more than the source. */
  readonly extras: boolean;
  /** 4: a file has the name of a folder, or the other way round. */
  readonly mismatched: boolean;
  /** 8: something was not copied though it was tried again. */
  readonly failed: boolean;
  /** 16: nothing was copied: wrong words, or no right to it. */
  readonly fatal: boolean;
}

/** A row of the summary. */
export interface RobocopyRow {
  readonly total: number;
  readonly copied: number;
  readonly skipped: number;
  readonly mismatch: number;
  readonly failed: number;
  readonly extras: number;
}

export interface RobocopySummary {
  readonly dirs: RobocopyRow;
  readonly files: RobocopyRow;
  /** In bytes; null where it cannot be read, as where long numbers leave no blank between them. */
  readonly bytes: RobocopyRow | null;
  /** As `/BYTES` prints them; false: rounded to two decimals of a unit (`16.00 m`). */
  readonly exact: boolean;
}

export interface RobocopyError {
  /** Of Windows: 112 is a full disk. */
  readonly error: number;
  /** Null where no path of Windows stands in the line. */
  readonly path: string | null;
}

export interface RobocopyOutput {
  /** The last one. */
  readonly summary: RobocopySummary | null;
  /** The first 100, and how many in all. One that a later try overcame is among them. */
  readonly errors: readonly RobocopyError[];
  readonly errorCount: number;
}

export interface RobocopyVerdict {
  /** True only when exit code and summary both say that nothing failed; text that is not understood proves nothing. */
  readonly verified: boolean;
  /** Why it is not. */
  readonly why: readonly string[];
}
