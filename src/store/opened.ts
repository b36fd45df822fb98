import type { Database } from "./database.ts";

/** What opening found. */
export interface Opening {
  readonly file: string;
  /** There was none. */
  readonly created: boolean;
  /** The version that it was brought up from; null: it was as new as this program. */
  readonly broughtUpFrom: number | null;
  /** The last watcher did not come to close it, or one runs. Nothing that was committed is lost by that. */
  readonly unclean: boolean;
  /** What was checked for damage. A large store is checked but for its large tables, whose rows have checksums. */
  readonly checked: "whole" | "small tables" | "nothing";
}

export interface Opened {
  readonly database: Database;
  readonly opening: Opening;
  close(): void;
}
