// The words of ESE's files are those of the parsers (docs/adr/0001): what is printed is what was read.
import type { CheckpointReport, LogReport } from "../../parsers/ese/log-types.ts";
import type { DatabaseVerdict, SetVerdict } from "../../parsers/ese/set-types.ts";
import type { DatabaseHeader, DatabaseReport, HeaderStatus } from "../../parsers/ese/types.ts";
import type { Diagnostic } from "./raw-event.ts";
import type { Verdict } from "./report.ts";

export type VerifyEngine = "native" | "eseutil" | "both";

export interface VerifyReport {
  readonly schema: "thawline.verify/1";
  readonly generatedAt: string;
  readonly tool: { readonly name: "thawline"; readonly version: string };
  readonly engine: VerifyEngine;
  readonly databases: readonly VerifiedDatabase[];
  /** Every log file seen, by folder, base name and generation. */
  readonly logs: readonly VerifiedLog[];
  readonly checkpoints: readonly VerifiedCheckpoint[];
  /** One per log stream (folder and base name), and one per folder of databases without logs. */
  readonly sets: readonly VerifiedSet[];
  readonly diagnostics: readonly Diagnostic[];
  readonly verdict: Verdict;
}

/** How far a file was read. What was not read whole, or changed meanwhile, is never called good. */
export type ReadState = "whole" | "changed" | "cut short" | "interrupted" | "unreadable";

export interface ReadFile {
  readonly path: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly read: ReadState;
}

/** `pageSize` and `header` are null when both headers are damaged: then nothing else could be checked. */
export interface VerifiedDatabase
  extends ReadFile,
    Omit<DatabaseReport, "pageSize" | "headerStatus" | "eseutilExit" | "header"> {
  readonly pageSize: number | null;
  /** `unread` where the reading did not come so far. */
  readonly headerStatus: HeaderStatus | "unread";
  readonly eseutilExit: number | null;
  readonly header: DatabaseHeader | null;
  /**
   * The file from its beginning to its end in up to 64 cells, each by the worst page in it: `x` bad, `c` correctable,
   * `.` good, `0` all uninitialised, `?` not read.
   */
  readonly map: string;
  /** The same in up to 256 cells, with counts; null where pages were not read here. */
  readonly strip: PageStrip | null;
  /** What eseutil says, where it was asked. */
  readonly eseutil?: ToolOpinion;
}

/** A file in cells of equal numbers of pages, both headers included; the last cell may have fewer. */
export interface PageStrip {
  readonly pagesPerCell: number;
  readonly cells: readonly PageCell[];
}

/** Pages of a cell. `bad` counts those that are `misplaced`, too: whole, but another page than belongs there. */
export interface PageCell {
  readonly seen: number;
  readonly bad: number;
  readonly misplaced: number;
  readonly correctable: number;
  readonly uninitialized: number;
}

export type VerifiedLog = ReadFile & LogReport;
export type VerifiedCheckpoint = ReadFile &
  CheckpointReport & {
    /** What eseutil says, where it was asked. */
    readonly eseutil?: ToolOpinion;
  };

export interface VerifiedSet extends Omit<SetVerdict, "databases"> {
  readonly folder: string;
  readonly databases: readonly VerifiedSetDatabase[];
  /** What eseutil says of the logs, where it was asked. */
  readonly eseutil?: ToolOpinion;
}

export interface VerifiedSetDatabase extends DatabaseVerdict {
  readonly path: string;
  /** False when something that it depends on could not be read: `verdict` is "other" then, and proves nothing. */
  readonly judged: boolean;
}

/** The outcome of one run of eseutil or esentutl. */
export interface ToolOpinion {
  /** `good` takes exit code 0, the line of success, no bad page and all pages seen; `unproven` is neither. */
  readonly result: "good" | "bad" | "unproven";
  readonly exit: number | null;
  readonly seconds: number;
  /** Why, in a sentence. */
  readonly message: string;
}
