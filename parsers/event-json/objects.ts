import { lexObject } from "./lexer.ts";

/** The text of one object. */
export interface JsonPiece {
  readonly text: string;
  /** The line where it begins, from 1. */
  readonly line: number;
}

export interface ObjectSink {
  /** False where the objects inside are to be handed out instead. */
  object(piece: JsonPiece): boolean;
  /** An object that is not JSON from some place on, or one that an edge of the text cuts. */
  broken(line: number, how: "damaged" | "cut" | "headless"): void;
}

export interface ObjectFinder {
  write(text: string): void;
  end(): void;
}

const LIMIT = 4 * 1024 * 1024;
/** Pieces are gathered, so that small ones do not make the searching slow. */
const GATHERED = 64 * 1024;
const START = /\{\s*"/g;
/** So much blank may stand between a brace and the first name. */
const START_LENGTH = 256;
/** A member and the end of its object, before any object begins. */
const HEADLESS = /"\s*:[^{}]*\}/;

/**
 * Finds the objects in text that comes in pieces: a line each, in arrays, one after the other, or in the
 * middle of something. What follows a damaged object is found again. An object longer than the limit (a wrapper
 * around a whole log) is not held: its inner objects are handed out instead. Holds at most `limit` characters
 * and one piece.
 */
export function createObjectFinder(
  sink: ObjectSink,
  { limit = LIMIT, firstLine = 1 }: { readonly limit?: number; readonly firstLine?: number } = {},
): ObjectFinder {
  let gathered: string[] = [];
  let size = 0;
  let text = "";
  let scan = 0;
  let line = firstLine;
  let counted = 0;
  /** An open object is looked at again when there is twice as much of it. */
  let patience = 0;
  /** The cut of an object is told once, not again for each open object in it. */
  let toldCut = false;
  let first = true;
  /** Offset of `text` in the whole, and where in the whole objects begin that are known to be broken. */
  let base = 0;
  const doomed = new Set<number>();

  const lineAt = (at: number): number => {
    for (let lf = text.indexOf("\n", counted); lf >= 0 && lf < at; lf = text.indexOf("\n", lf + 1)) line++;
    counted = Math.max(counted, at);
    return line;
  };

  const tell = (kind: "open" | "broken", at: number, last: boolean): void => {
    if (kind === "broken") sink.broken(lineAt(at), "damaged");
    else if (last) sink.broken(lineAt(at), "cut");
    toldCut ||= kind === "open" && last;
  };

  /** Looks at the object that begins at `at`; null to wait for more of it. */
  const take = (at: number, last: boolean): number | null => {
    if (doomed.delete(base + at)) return at + 1;
    const held = text.length - at;
    if (!last && held < patience) return null;
    const found = lexObject(text, at);
    if (found.kind === "open" && !last && held <= limit) {
      patience = Math.min(2 * held, limit + 1);
      return null;
    }
    patience = 0;
    if (found.kind === "whole") {
      return sink.object({ text: text.slice(at, found.end), line: lineAt(at) }) ? found.end : at + 1;
    }
    if (found.kind === "broken" || !toldCut) tell(found.kind, at, last);
    // Behind the limit nothing is known of the inner ones yet: they may be whole.
    if (found.kind === "broken" || last) for (const inner of found.within) doomed.add(base + inner);
    // The next object may lie anywhere in it: behind a lost brace, or in a string that a lost quote made too long.
    return at + 1;
  };

  const look = (last: boolean): void => {
    for (;;) {
      START.lastIndex = scan;
      const found = START.exec(text);
      if (found === null) {
        scan = Math.max(scan, last ? text.length : text.length - START_LENGTH);
        return;
      }
      if (first && HEADLESS.test(text.slice(Math.max(scan, found.index - 4096), found.index)))
        sink.broken(lineAt(scan), "headless");
      first = false;
      scan = found.index;
      const next = take(found.index, last);
      if (next === null) return;
      scan = next;
    }
  };

  const pump = (last: boolean): void => {
    text += gathered.join("");
    gathered = [];
    size = 0;
    look(last);
    lineAt(scan);
    text = text.slice(scan);
    counted -= scan;
    base += scan;
    scan = 0;
  };

  return {
    write(piece) {
      gathered.push(piece);
      size += piece.length;
      if (size >= GATHERED) pump(false);
    },
    end: () => pump(true),
  };
}
