/** One row, its quotes repaired so that a strict reader takes it. */
export interface Row {
  readonly text: string;
  /** The line where it begins, from 1. */
  readonly line: number;
}

interface RowSink {
  row(row: Row): void;
  /** A quoted field was not closed before the next row began, or grew beyond the limit; it was closed there. */
  unclosed(line: number): void;
  /** Whether this line, inside an open quoted field, is surely the beginning of the next row. */
  isRowStart(line: string): boolean;
}

export interface RowFramer {
  line(line: string, number: number): void;
  end(): void;
}

/** ReportEvent takes strings of at most 31,839 characters; this leaves room for many. */
const LONGEST = 512 * 1024;

/**
 * Puts lines together to rows: a quoted field may hold line ends. A quote inside a quoted field counts as its end
 * only before a delimiter or the line's end, and is doubled otherwise, since quotes come undoubled in the field.
 */
export function createRowFramer(delimiter: string, sink: RowSink): RowFramer {
  let parts: string[] = [];
  let length = 0;
  let first = 0;
  let quoted = false;

  const finish = (): void => {
    const text = parts.join("\n");
    parts = [];
    length = 0;
    quoted = false;
    if (text.trim() !== "") sink.row({ text, line: first });
  };

  const close = (): void => {
    sink.unclosed(first);
    parts.push(`${parts.pop() ?? ""}"`);
    finish();
  };

  return {
    line(line, number) {
      if (quoted && (length > LONGEST || sink.isRowStart(line))) close();
      if (parts.length === 0) first = number;
      const mended = mendLine(line, delimiter, quoted);
      parts.push(mended.text);
      length += mended.text.length + 1;
      quoted = mended.quoted;
      if (!quoted) finish();
    },
    end() {
      if (quoted) close();
      else if (parts.length > 0) finish();
    },
  };
}

/** One line with its stray quotes doubled, and whether a quoted field goes on behind it. */
function mendLine(line: string, delimiter: string, quotedBefore: boolean): { text: string; quoted: boolean } {
  if (!line.includes('"')) return { text: line, quoted: quotedBefore };
  let text = "";
  let at = 0;
  let quoted = quotedBefore;
  while (at < line.length || quoted) {
    if (quoted) {
      const end = endOfQuoted(line, at, delimiter);
      text += end.text;
      at = end.at;
      if (!end.closed) return { text, quoted: true };
      quoted = false;
    } else {
      const opening = openingQuote(line, at);
      if (opening >= 0) {
        text += '"';
        at = opening + 1;
        quoted = true;
        continue;
      }
    }
    const next = line.indexOf(delimiter, at);
    if (next < 0) return { text: text + line.slice(at), quoted: false };
    text += line.slice(at, next + 1);
    at = next + 1;
  }
  return { text, quoted };
}

/** Where the quote stands that opens a field at `at`, blanks before it passed over; -1 when none does. */
function openingQuote(line: string, at: number): number {
  let from = at;
  while (line[from] === " ") from++;
  return line[from] === '"' ? from : -1;
}

/** The rest of a quoted field on this line, its stray quotes doubled. */
function endOfQuoted(
  line: string,
  from: number,
  delimiter: string,
): { text: string; at: number; closed: boolean } {
  const parts: string[] = [];
  let at = from;
  for (;;) {
    const quote = line.indexOf('"', at);
    if (quote < 0) return { text: parts.join("") + line.slice(at), at: line.length, closed: false };
    parts.push(line.slice(at, quote));
    let after = quote + 1;
    if (line[after] === '"') {
      parts.push('""');
      at = after + 1;
      continue;
    }
    while (line[after] === " ") after++;
    if (after >= line.length || line[after] === delimiter)
      return { text: `${parts.join("")}"`, at: after, closed: true };
    parts.push('""');
    at = quote + 1;
  }
}
