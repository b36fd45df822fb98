import { type FixedValue, joined, keyNode, keyPart, latin, record } from "./node.ts";

/** Types of columns (published ESE source, jethdr.w). */
export const COLUMN = { bit: 1, short: 3, long: 4, binary: 9, text: 10, longBinary: 11, ushort: 17 } as const;

export interface NewColumn {
  readonly id: number;
  readonly name: string;
  readonly type: keyof typeof COLUMN;
  /** Where it stands in the fixed part of a record; 0 for variable ones. */
  readonly offset: number;
  readonly size: number;
}

export interface NewTable {
  readonly object: number;
  readonly name: string;
  readonly root: number;
  readonly pages: number;
  readonly columns: readonly NewColumn[];
}

const LATIN_1252 = 1252;
const TABLE = 1;
const COLUMN_ENTRY = 2;
const NOT_NULL = 1;

const fixedColumns = (columns: readonly (readonly [string, NewColumn["type"], number])[]): NewColumn[] => {
  let offset = 4;
  return columns.map(([name, type, size], i) => {
    const column = { id: i + 1, name, type, offset, size };
    offset += size;
    return column;
  });
};

/** The catalogue names itself first. Its columns are those that ESE gives it (catalog.cxx), as far as they are used. */
export const OBJECTS: Omit<NewTable, "root"> = {
  object: 2,
  name: "MSysObjects",
  pages: 20,
  columns: [
    ...fixedColumns([
      ["ObjidTable", "long", 4],
      ["Type", "short", 2],
      ["Id", "long", 4],
      ["ColtypOrPgnoFDP", "long", 4],
      ["SpaceUsage", "long", 4],
      ["Flags", "long", 4],
      ["PagesOrLocale", "long", 4],
      ["RootFlag", "bit", 1],
      ["RecordOffset", "short", 2],
    ]),
    { id: 128, name: "Name", type: "text", offset: 0, size: 255 },
  ],
};

/** The entries of tables in the order of their keys: each table, then its columns. */
export function catalogueNodes(tables: readonly NewTable[]): Uint8Array[] {
  return [...tables].sort((a, b) => a.object - b.object).flatMap(tableNodes);
}

function tableNodes(table: NewTable): Uint8Array[] {
  const { object, name, root, pages } = table;
  const fixed: FixedValue[] = [
    [4, object],
    [2, TABLE],
    [4, object],
    [4, root],
    [4, 80],
    [4, 0],
    [4, pages],
    [1, 0xff],
  ];
  return [
    entry(object, TABLE, object, fixed, name),
    ...table.columns.map((column) =>
      entry(
        object,
        COLUMN_ENTRY,
        column.id,
        [
          [4, object],
          [2, COLUMN_ENTRY],
          [4, column.id],
          [4, COLUMN[column.type]],
          [4, column.size],
          [4, column.id === 1 ? NOT_NULL : 0],
          [4, LATIN_1252],
          [1, null],
          [2, column.offset],
        ],
        column.name,
      ),
    ),
  ];
}

function entry(object: number, type: number, id: number, fixed: readonly FixedValue[], name: string) {
  const key = joined([keyPart(object, 4), keyPart(type, 2), keyPart(id, 4)]);
  return keyNode(key, record(fixed, [latin(name)]));
}
