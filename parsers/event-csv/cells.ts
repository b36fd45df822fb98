import { parse } from "csv-parse/sync";
import type { Row } from "./rows.ts";

/** ASCII's record separator: it stands in no log, so rows that hold line ends can be joined with it. */
const ROW_END = "\x1e";

/** The cells of some rows, or null for a row that cannot be split. Starting the reader costs more than a row. */
export function cellsOfRows(rows: readonly Row[], delimiter: string): (string[] | null)[] {
  const text = rows.map((row) => row.text.replaceAll(ROW_END, " ")).join(ROW_END);
  const all = split(text, delimiter);
  if (all?.length === rows.length) return all;
  return rows.map((row) => split(row.text.replaceAll(ROW_END, " "), delimiter)?.[0] ?? null);
}

function split(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: ROW_END,
      relax_column_count: true,
      relax_quotes: true,
    });
  } catch {
    return null;
  }
}
