/**
 * Code points that take two columns: East_Asian_Width W and F (UAX #11, EastAsianWidth.txt), by block.
 * Emoji are added by their property. Where terminals differ this counts two: a line may come out short
 * but never too long.
 */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1d300}-\u{1d376}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

const MARK = /\p{Mn}|\p{Me}/u;

/** Columns that a text takes on a terminal. The text must be one line without controls. */
export function widthOf(text: string): number {
  if (/^[ -~]*$/u.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

/** The longest beginning of a text that fits in `columns`; a letter keeps its marks. */
export function takeColumns(text: string, columns: number): string {
  let width = 0;
  let taken = "";
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns) break;
    taken += character;
  }
  return taken;
}

/** Text cut to `columns`, with `ellipsis` at the cut. */
export function cut(text: string, columns: number, ellipsis: string): string {
  // A column holds at least one code unit of an unmarked text: what is far too long need not be measured.
  if (text.length <= columns * 8 && widthOf(text) <= columns) return text;
  const room = columns - widthOf(ellipsis);
  return room < 1 ? takeColumns(text, columns) : takeColumns(text, room).trimEnd() + ellipsis;
}

/** Words laid out in lines of `columns`; a word too long for a line is broken. Never empty. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").filter((part) => part !== "")) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (widthOf(joined) <= columns) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    while (widthOf(line) > columns) {
      const part = takeColumns(line, columns) || ([...line][0] ?? "");
      lines.push(part);
      line = line.slice(part.length);
    }
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

function columnsOf(character: string): number {
  if (character <= "~") return 1;
  if (MARK.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
