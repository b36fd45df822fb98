import type { BigIntStats } from "node:fs";
import type { SourceBatch } from "../../model/source.ts";
import type { FileIdentity } from "./identity.ts";

/** One content of a file: what stands under its name until it is replaced. */
export interface Content {
  readonly input: string;
  /**
   * Yields what is new now. Throws what the file system throws.
   *
   * @returns `done`: nothing is left unless the file is written to; `waits`: something has to be looked at again;
   * `replaced`: it is another content, of which nothing was read yet
   */
  read(stats: BigIntStats, signal: AbortSignal): AsyncGenerator<SourceBatch, "done" | "waits" | "replaced">;
  position(): FilePosition;
  /** A sign of life. */
  idle(): SourceBatch;
}

/** Where to go on in a file. `number`: of its content, 1 for the first that was seen under its name. */
export type FilePosition = UnreadPosition | EvtxPosition | LinesPosition | WholePosition;

type AnyPosition = {
  readonly number: number;
  readonly file: FileIdentity;
};

// Types, not interfaces: only these are known to be plain data.

/** Nothing was read of this content. */
export type UnreadPosition = AnyPosition & { readonly kind: "unread" };

export type EvtxPosition = AnyPosition & {
  readonly kind: "evtx";
  /** Chunks before this one are read, but for records with ids above `high`. */
  readonly chunks: number;
  readonly high: number;
  /** In the first pass through the file: it goes from chunk to chunk, whatever their ids. */
  readonly first: boolean;
  /** The first record of the first chunk. */
  readonly head: RecordMark | null;
  /** The chunk that was read last, and up to which offset in it. */
  readonly tip: readonly [chunk: number, mark: RecordMark, at: number] | null;
};

/** Id and time (FILETIME, rounded) of a record: together they tell a chunk from what it is overwritten with. */
export type RecordMark = readonly [id: number, time: number];

export type LinesPosition = AnyPosition & {
  readonly kind: "lines";
  /** Of a line's first byte, and its number. */
  readonly offset: number;
  readonly line: number;
  /** So many wanted records behind `offset` are handed on. */
  readonly skip: number;
  /** Length and checksum of the first bytes of the file. */
  readonly head: readonly [length: number, checksum: number];
};

export type WholePosition = AnyPosition & {
  readonly kind: "whole";
  readonly mark: string;
  readonly done: boolean;
};

/** The name of an input: the path, and a number from the second content on. */
export function inputName(path: string, number: number): string {
  return number === 1 ? path : `${path}#${number}`;
}
