/** GUIDs are in lower case, without braces. */
export interface DiskshadowShadow {
  readonly alias: string;
  readonly id: string;
}

export interface IncludedComponent {
  /** Null where the language's quotes around it are not known. */
  readonly writer: string | null;
  /** `\logical\path\name` */
  readonly path: string;
}

export interface ExcludedComponent extends IncludedComponent {
  /** The volume that it needs and that is not in the set; null where none is named. */
  readonly requires: string | null;
}

export interface DiskshadowError {
  /** The line of the script, as echoed; null before the first. */
  readonly line: string | null;
  /** HRESULT, unsigned; null where only its name is printed. */
  readonly code: number | null;
  /** `VSS_E_PROVIDER_VETO`; null where only the number is printed. */
  readonly name: string | null;
}

/** What a run of Diskshadow told. */
export interface DiskshadowOutput {
  /** Lines of the script that were begun, as echoed; without what aliases were resolved to. All but the last are done. */
  readonly lines: readonly string[];
  /** Whether the last of them is known to be done as well: it is `exit`, a comment, or a sentence says so. */
  readonly lastDone: boolean;
  readonly set: string | null;
  readonly shadows: readonly DiskshadowShadow[];
  /** By `expose` lines that are done; `at` as in the script: `g:`, `C:\folder`. */
  readonly exposed: readonly { readonly id: string | null; readonly at: string }[];
  /** Ids of shadow copies that a line took away from where they were shown, and is done. */
  readonly unexposed: readonly string[];
  /** Ids of shadow copies that a line deleted, and is done. */
  readonly deleted: readonly string[];
  readonly included: readonly IncludedComponent[];
  /** Names of writers that take no part though the script did not exclude them all by itself. */
  readonly excludedWriters: readonly string[];
  readonly excludedComponents: readonly ExcludedComponent[];
  /** The first one; what a program of an `exec` line prints that is done is not looked at. */
  readonly error: DiskshadowError | null;
}

export type LineState = "done" | "failed" | "not reached";

export interface ScriptLine {
  readonly line: string;
  readonly state: LineState;
}
