import { areComplete, areEvents, areValues, columnsOfNames, isDate } from "./columns.ts";

const DELIMITERS = [",", ";", "\t"];
/** Excel's own mark, and the type line that Export-Csv writes. */
const PREFACE = /^(?:sep=(.)|#TYPE .*)$/i;

/** Whether the line belongs to the table's dress and holds no names and no values. */
export function isPreface(line: string): boolean {
  return line.trim() === "" || PREFACE.test(line.trim());
}

/** The delimiter that Excel's mark names. */
export function namedDelimiter(line: string): string | null {
  return PREFACE.exec(line.replace(/[\r\n]/g, ""))?.[1] ?? null;
}

/** The delimiter of a table by its first row: the one that cuts it into the most columns. */
export function delimiterOf(line: string): string {
  let best = ",";
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const columns = roughCells(line, delimiter).length;
    if (columns > most) [best, most] = [delimiter, columns];
  }
  return best;
}

/** The cells of a line without regard to line ends in quotes; enough to recognise a row. */
export function roughCells(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, ""));
}

/** How sure the lines are a table of events: by its names, else by the shape of its first rows. */
export function sureness(lines: readonly string[]): number {
  const content = lines.filter((line) => !isPreface(line));
  const head = content[0];
  if (head === undefined || /^\s*[<{[]/.test(head)) return 0;
  const delimiter = lines.map(namedDelimiter).find((mark) => mark !== null) ?? delimiterOf(head);
  const cells = roughCells(head, delimiter);
  if (cells.length < 3) return 0;
  const names = columnsOfNames(cells);
  if (areComplete(names) && names.size >= 3 && !cells.some(isDate)) return 0.95;
  const rows = content.slice(0, 20).map((line) => roughCells(line, delimiter));
  const tabular = rows.filter((row) => row.length >= Math.max(4, cells.length - 1) && areValues(row));
  const headless = areValues(cells);
  if (!headless && rows[1] !== tabular[0]) return 0;
  return areEvents(tabular, headless ? null : cells) ? 0.7 : 0;
}
