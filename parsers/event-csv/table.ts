import type { LineReader } from "../dated-lines.ts";
import { type FieldText, isId, recordOfFields } from "../event-fields.ts";
import type { EventSink } from "../event-sink.ts";
import type { TimeReader } from "../local-time/reader.ts";
import type { EventRecord } from "../record.ts";
import { cellsOfRows } from "./cells.ts";
import {
  areComplete,
  areEvents,
  areValues,
  type Columns,
  columnsOfNames,
  columnsOfShape,
  isDate,
} from "./columns.ts";
import { delimiterOf, isPreface, namedDelimiter, roughCells } from "./dialect.ts";
import { createRowFramer, type Row, type RowFramer } from "./rows.ts";

/** Reads one table, line by line. */
interface SplitRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** So many rows tell the columns where the names do not. */
const SAMPLE = 50;
/** So many rows are split at once; csv-parse's start costs as much as a few rows. */
const BATCH = 128;
/** The longest message that lines without quotes can make up. */
const LONGEST = 256 * 1024;

/** Reads the rows of a table of events. Holds a batch of rows, and the last record until it is complete. */
export function createTableReader(sink: EventSink, name: string, times: TimeReader): LineReader {
  let delimiter: string | null = null;
  let framer: RowFramer | null = null;
  let batch: Row[] = [];
  let columns: Columns | null = null;
  let names: Columns = new Map();
  let header: SplitRow | null = null;
  let sample: SplitRow[] = [];
  /** Lines without quotes may go on with its message, so it waits for the next row. */
  let waiting: { record: EventRecord; readonly more: string[]; length: number } | null = null;
  const where = (line: number) => `${name}:${line}`;

  const release = (): void => {
    if (waiting === null) return;
    const { record, more } = waiting;
    const message = [record.message ?? "", ...more].join("\n").trim();
    sink.record(more.length === 0 ? record : { ...record, message });
    waiting = null;
  };

  const unreadable = (row: SplitRow): void => {
    const text = row.cells.join(delimiter ?? ",");
    if (waiting !== null && row.cells.length < 3 && waiting.length < LONGEST) {
      waiting.more.push(text);
      waiting.length += text.length;
      return;
    }
    sink.report("event-csv-row-unreadable", where(row.line), `No event id in this row: ${text.slice(0, 80)}`);
  };

  const read = (row: SplitRow, known: Columns): void => {
    const origin = where(row.line);
    const record = recordOfFields(fieldsOf(row.cells, known), origin, (text) => times.read(text, origin));
    if (record === null) {
      const again = columnsOfNames(row.cells);
      // Exports are put one behind the other, each with its names.
      if (again.size >= 4 && areComplete(again)) columns = again;
      else unreadable(row);
      return;
    }
    release();
    waiting = { record, more: [], length: 0 };
  };

  const settle = (): void => {
    const found = columnsOfShape(
      sample.map((row) => row.cells),
      names,
    );
    const rows = sample;
    sample = [];
    const events = areEvents(
      rows.map((row) => row.cells),
      header?.cells ?? null,
    );
    if (!events || (!found.has("id") && !found.has("instanceId"))) {
      const first = header ?? rows[0];
      if (first !== undefined)
        sink.report("event-csv-columns-unknown", where(first.line), "No column holds event ids.");
      columns = new Map();
      return;
    }
    columns = found;
    for (const row of rows) read(row, found);
  };

  const take = (row: SplitRow): void => {
    if (columns !== null) {
      if (columns.size > 0) read(row, columns);
      return;
    }
    if (header === null && sample.length === 0 && !areValues(row.cells)) {
      header = row;
      names = columnsOfNames(row.cells);
      if (areComplete(names)) columns = names;
      else names = new Map([...names].filter(([role]) => role !== "message"));
      return;
    }
    sample.push(row);
    if (sample.length >= SAMPLE) settle();
  };

  const flush = (): void => {
    const rows = batch;
    batch = [];
    if (rows.length === 0 || delimiter === null) return;
    cellsOfRows(rows, delimiter).forEach((cells, index) => {
      const line = rows[index]?.line ?? 0;
      if (cells === null)
        sink.report("event-csv-row-unreadable", where(line), "The row cannot be split into columns.");
      else take({ cells, line });
    });
  };

  const isRowStart = (line: string): boolean => {
    if (columns === null || delimiter === null) return false;
    const id = columns.get("id") ?? columns.get("instanceId");
    const time = columns.get("time") ?? columns.get("date");
    if (id === undefined || time === undefined) return false;
    const whole = line.split(delimiter, Math.max(id, time) + 1);
    // The end of the open field looks like `text"`; in a row that begins here each cell has its own two quotes.
    if (whole.some((cell) => cell.split('"').length % 2 === 0)) return false;
    const cells = roughCells(line, delimiter);
    return isId(cells[id] ?? "") && isDate(cells[time] ?? "");
  };

  return {
    line(line, number) {
      if (framer === null || delimiter === null) {
        delimiter = namedDelimiter(line) ?? delimiter;
        if (isPreface(line)) return;
        delimiter ??= delimiterOf(line);
        framer = createRowFramer(delimiter, {
          row(row) {
            batch.push(row);
            if (batch.length >= BATCH || columns === null) flush();
          },
          unclosed: (at) =>
            sink.report("event-csv-row-unclosed", where(at), "A quote is not closed in this row."),
          isRowStart,
        });
      }
      if (!line.startsWith("#TYPE ")) framer.line(line, number);
    },
    end() {
      framer?.end();
      flush();
      if (columns === null && (sample.length > 0 || header !== null)) settle();
      release();
    },
  };
}

/** A message in the last column may have been cut up by its own delimiters where quotes are missing. */
function fieldsOf(cells: readonly string[], columns: Columns): FieldText {
  const last = Math.max(...columns.values());
  return (role) => {
    const at = columns.get(role);
    if (at === undefined) return null;
    if (role === "message" && at === last && cells.length > at + 1) return cells.slice(at).join(",");
    return cells[at] ?? null;
  };
}
