import { catalogueNodes, type NewTable, OBJECTS } from "./catalogue.ts";
import { databaseHeader, type NewHeader } from "./header.ts";
import { branchNode, extentNode, joined, keyNode, keyPart, latin, record, rootNode } from "./node.ts";
import { type NewPage, PAGE, roomOf, sizeOf, treePage } from "./page.ts";
import { fill } from "./put.ts";
import type { PageScheme } from "./sums.ts";

/** One page of the table: what it holds follows from these, so that a later state of it can be written alone. */
export interface NewLeaf {
  readonly dbtime: number;
  /** Another content for another number. */
  readonly content: number;
  /** What the text of each row says. */
  readonly text: string;
}

export interface NewDatabase {
  readonly header: NewHeader;
  readonly table: string;
  readonly leaves: readonly NewLeaf[];
  readonly scheme?: PageScheme;
}

/** Fixed places, as in every database of ESE: the root of all, its space, the catalogue and its copy. */
const DATABASE_ROOT = 1;
const OWNED = 2;
const FREE = 3;
const CATALOGUE = 4;
const CATALOGUE_COPY = 24;
const TABLE_ROOT = 32;
/** The first page of rows. */
export const FIRST_LEAF = TABLE_ROOT + 1;
const TABLE_OBJECT = 6;
const BODY_SIZE = 200;
const MOST_ROWS = 0x1_0000;

const COLUMNS: NewTable["columns"] = [
  { id: 1, name: "Id", type: "long", offset: 4, size: 4 },
  { id: 2, name: "Changed", type: "long", offset: 8, size: 4 },
  { id: 128, name: "Text", type: "text", offset: 0, size: 255 },
  { id: 129, name: "Body", type: "binary", offset: 0, size: 255 },
];

/**
 * A whole database with one table, as bytes: two headers, the root and its space, the catalogue twice, the table.
 * Pages between them are free and empty. Real ones have more (the names of objects, locales, indexes); other readers
 * do not ask for them.
 */
export function writeDatabase({ header, table, leaves, scheme = "ecc" }: NewDatabase): Uint8Array {
  const { pageSize, dbtime } = header;
  const pages = FIRST_LEAF + leaves.length - 1;
  const whole = new Uint8Array((pages + 2) * pageSize);
  const put = (pgno: number, rest: Pick<NewPage, "object" | "flags" | "nodes">): void => {
    whole.set(treePage({ pageSize, pgno, dbtime, scheme, ...rest }), placeOf(pgno, pageSize));
  };
  const space = PAGE.root | PAGE.leaf | PAGE.space;
  const noKey = new Uint8Array(16);
  put(DATABASE_ROOT, { object: 1, flags: PAGE.root | PAGE.leaf, nodes: [rootNode(pages, 0, OWNED)] });
  put(OWNED, { object: 1, flags: space, nodes: [noKey, extentNode(pages, pages)] });
  put(FREE, { object: 1, flags: space, nodes: [noKey] });
  for (const root of [CATALOGUE, CATALOGUE_COPY]) {
    const nodes = catalogueNodes([
      { ...OBJECTS, root: CATALOGUE },
      { object: TABLE_OBJECT, name: table, root: TABLE_ROOT, pages: leaves.length + 1, columns: COLUMNS },
    ]);
    const object = root === CATALOGUE ? OBJECTS.object : OBJECTS.object + 1;
    put(root, { object, flags: PAGE.root | PAGE.leaf, nodes: [rootNode(1, 1, 0), ...nodes] });
  }
  put(TABLE_ROOT, {
    object: TABLE_OBJECT,
    flags: PAGE.root | PAGE.parent,
    nodes: [rootNode(leaves.length + 1, 1, 0), ...leaves.map((_, i) => branchTo(i, leaves.length))],
  });
  leaves.forEach((leaf, i) => {
    whole.set(leafPage(leaf, i, leaves.length, pageSize, scheme), placeOf(FIRST_LEAF + i, pageSize));
  });
  putHeaders(whole, header);
  return whole;
}

/** Writes header and shadow header anew. */
export function putHeaders(database: Uint8Array, header: NewHeader): void {
  const page = databaseHeader(header);
  database.set(page);
  database.set(page, header.pageSize);
}

/** Where a page stands in the file. */
export function placeOf(pgno: number, pageSize: number): number {
  return (pgno + 1) * pageSize;
}

/** One page of rows. `index` of `count`. */
export function leafPage(
  leaf: NewLeaf,
  index: number,
  count: number,
  pageSize: number,
  scheme: PageScheme = "ecc",
): Uint8Array {
  const pgno = FIRST_LEAF + index;
  const text = latin(leaf.text.slice(0, 255));
  const nodes: Uint8Array[] = [new Uint8Array(0)];
  let room = roomOf(pageSize) - sizeOf(new Uint8Array(0));
  for (let row = 1; row < MOST_ROWS; row++) {
    const node = rowNode(index * MOST_ROWS + row, leaf, text);
    room -= sizeOf(node);
    if (room < 0) break;
    nodes.push(node);
  }
  return treePage({
    pageSize,
    pgno,
    scheme,
    nodes,
    dbtime: leaf.dbtime,
    object: TABLE_OBJECT,
    flags: PAGE.leaf,
    previous: index === 0 ? 0 : pgno - 1,
    next: index === count - 1 ? 0 : pgno + 1,
  });
}

function rowNode(id: number, { dbtime, content }: NewLeaf, text: Uint8Array): Uint8Array {
  const body = fill(new Uint8Array(BODY_SIZE), Math.imul(id, 0x9e37_79b1) ^ content);
  const fixed = [
    [4, id],
    [4, dbtime],
  ] as const;
  return keyNode(keyPart(id, 4), record(fixed, [text, body]));
}

/** The last page takes all keys that are left. */
function branchTo(index: number, count: number): Uint8Array {
  const key = index === count - 1 ? joined([]) : keyPart((index + 1) * MOST_ROWS, 4);
  return branchNode(key, FIRST_LEAF + index);
}
