/** Asks a PowerShell on this machine, one question after the other. */
export interface Shell {
  /**
   * Runs a script and gives the rows that it made by `Row`; whatever else it writes is passed over. What goes wrong is told
   * in the answer; never rejects.
   *
   * @param script for PowerShell 2.0; a constant text, into which nothing is put
   * @param values what the script gets as `$args`
   */
  ask(script: string, values: readonly string[], options: AskOptions): Promise<ShellAnswer>;
  /** Ends it with all that it started. What is being asked is answered by `closed`. */
  close(): Promise<void>;
}

export interface AskOptions {
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

export type ShellAnswer =
  | { readonly ok: true; readonly rows: readonly ShellRow[] }
  | { readonly ok: false; readonly reason: ShellFailure; readonly message: string };

/** The values of one `Row`, as text; null for `$null`. */
export type ShellRow = readonly (string | null)[];

/**
 * - `missing`: there is no such program, or it cannot be started.
 * - `script`: the script threw; the message is its own, in the language of the server.
 * - `silent`: PowerShell ended, or answered without a result.
 * - `late`: no answer in time.
 * - `large`: more than any answer should hold.
 * - `closed`: cancelled by the caller.
 */
export type ShellFailure = "missing" | "script" | "silent" | "late" | "large" | "closed";
