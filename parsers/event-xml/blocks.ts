import { sectionEnd } from "./tokens.ts";

/** The text of one event, from its start tag on. */
export interface XmlBlock {
  readonly text: string;
  /** The line where it begins, from 1. */
  readonly line: number;
  /** It was longer than the limit and is cut there. */
  readonly tooLong: boolean;
}

export interface BlockFinder {
  write(text: string): void;
  end(): void;
}

export interface BlockSink {
  block(block: XmlBlock): void;
  /** An end tag without start tag. */
  headless(line: number): void;
}

const LIMIT = 4 * 1024 * 1024;
/** Pieces are gathered, so that small ones do not make the searching slow. */
const GATHERED = 64 * 1024;
/** How much text after a `<Event` is enough to tell what it is. */
const LOOK_AHEAD = 4096;
const TOKEN = /<(?:!--|!\[CDATA\[|(\/?)(?:[\w.-]{1,64}:)?(Event|System)(?=[\s/>]))/g;
/** The longest beginning of a token that a piece can end with. */
const TOKEN_LENGTH = 80;
const TAG = /<[^<>]{0,2000}(>?)/y;
const NESTED = /<[\w.:-]+(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*>/y;
/** The tree view of browsers and of old Event Viewers puts a hyphen before each element. */
const SYSTEM = /\s*(?:-\s*)?<(?:[\w.-]+:)?System[\s>/]/y;

/**
 * Finds the events in text that comes in pieces, each on its own: whatever stands between them, and however
 * one is damaged, the next is found. A block ends with `</Event>`, or where the next event begins, or at the
 * limit. Holds no more than one block (at most `limit` characters) and one piece.
 */
export function createBlockFinder(sink: BlockSink, limit = LIMIT): BlockFinder {
  let gathered: string[] = [];
  let size = 0;
  let text = "";
  /** From here on no token has been looked at. */
  let scan = 0;
  let start = -1;
  let nested = 0;
  let passing = false;
  let line = 1;
  let counted = 0;

  const lineAt = (at: number): number => {
    for (let lf = text.indexOf("\n", counted); lf >= 0 && lf < at; lf = text.indexOf("\n", lf + 1)) line++;
    counted = Math.max(counted, at);
    return line;
  };

  const begin = (at: number): void => {
    start = at;
    nested = 0;
    passing = false;
  };

  const finish = (end: number, tooLong = false): void => {
    // A copy, so that a string that is kept does not keep the whole piece.
    sink.block({ text: ` ${text.slice(start, end)}`.slice(1), line: lineAt(start), tooLong });
    start = -1;
    passing = tooLong;
  };

  const openTag = (at: number): void => {
    if (isEventStart(text, at)) {
      if (start >= 0) finish(at);
      begin(at);
    } else if (start >= 0 && matchesAt(NESTED, text, at)) {
      nested++;
    }
  };

  const closeTag = (at: number, after: number): void => {
    if (start < 0) {
      if (!passing) sink.headless(lineAt(at));
    } else if (nested > 0) {
      nested--;
    } else {
      const end = text.indexOf(">", at);
      finish(end < 0 || end - at > LOOK_AHEAD ? after : end + 1);
    }
  };

  /** Where to go on after a comment or CDATA section; null to wait for its end. */
  const section = (at: number, mark: string, last: boolean): number | null => {
    const cdata = mark !== "<!--";
    // Between events, CDATA of some wrapper may hold one.
    if (cdata && start < 0) return at + mark.length;
    const end = sectionEnd(text, at, mark, cdata ? "]]>" : "-->");
    if (end !== null) return end;
    const hopeless = last || text.length - at > limit || text.indexOf(mark, at + mark.length) >= 0;
    return hopeless ? at + mark.length : null;
  };

  /** Where to go on after the token that begins at `at`; null to wait for more text. */
  const take = (found: RegExpExecArray, last: boolean): number | null => {
    const at = found.index;
    const after = at + found[0].length;
    const [mark, slash, name] = found;
    if (!last && at + LOOK_AHEAD > text.length) return null;
    if (name === undefined) return section(at, mark, last);
    if (name === "Event" && slash === "/") closeTag(at, after);
    else if (name === "Event") openTag(at);
    else if (start < 0 && slash === "") begin(at);
    return after;
  };

  const look = (last: boolean): void => {
    for (;;) {
      TOKEN.lastIndex = scan;
      const found = TOKEN.exec(text);
      if (found === null) {
        scan = Math.max(scan, last ? text.length : text.length - TOKEN_LENGTH);
        return;
      }
      scan = found.index;
      const next = take(found, last);
      if (next === null) return;
      scan = next;
    }
  };

  const release = (): void => {
    if (start >= 0 && text.length - start > limit) {
      scan = Math.max(scan, start + limit);
      finish(start + limit, true);
    }
    const keep = start >= 0 ? start : scan;
    lineAt(keep);
    text = text.slice(keep);
    scan -= keep;
    counted -= keep;
    if (start >= 0) start = 0;
  };

  const pump = (last: boolean): void => {
    text += gathered.join("");
    gathered = [];
    size = 0;
    look(last);
    if (last && start >= 0) finish(Math.min(text.length, start + limit), text.length - start > limit);
    release();
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

/** Whether an event begins here, rather than an element of that name inside one: by namespace or by its System part. */
export function isEventStart(text: string, at: number): boolean {
  TAG.lastIndex = at;
  const tag = TAG.exec(text);
  if (tag === null || tag[0].endsWith("/>")) return false;
  if (tag[0].includes("/2004/08/events/event")) return true;
  return tag[1] === ">" && matchesAt(SYSTEM, text, TAG.lastIndex);
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
