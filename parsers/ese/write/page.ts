import { put16, put32, put64 } from "./put.ts";
import { FLAGS_AT, type PageScheme, sumPage } from "./sums.ts";

/** Flags of a page at offset 36. */
export const PAGE = { root: 1, leaf: 2, parent: 4, space: 0x20, newRecords: 0x800 } as const;

export interface NewPage {
  readonly pageSize: number;
  readonly pgno: number;
  readonly dbtime: number;
  /** The table that it belongs to. */
  readonly object: number;
  readonly flags: number;
  readonly scheme: PageScheme;
  readonly previous?: number;
  readonly next?: number;
  /** The first is the header of the tree, or the key that the others share. */
  readonly nodes: readonly Uint8Array[];
}

const TAG_SIZE = 4;

/** Bytes of a page that its nodes and their tags can take. */
export function roomOf(pageSize: number): number {
  return pageSize - headSize(pageSize);
}

/** What a node takes of that room. */
export function sizeOf(node: Uint8Array): number {
  return node.length + TAG_SIZE;
}

/** A page of a tree: nodes from the front, their tags from the end. RangeError when they do not fit. */
export function treePage({ pageSize, pgno, nodes, scheme, ...fields }: NewPage): Uint8Array {
  const page = new Uint8Array(pageSize);
  const head = headSize(pageSize);
  const free = nodes.reduce((room, node) => room - sizeOf(node), roomOf(pageSize));
  if (free < 0) throw new RangeError(`page ${pgno}: ${-free} bytes too many for ${pageSize}`);
  put64(page, 8, fields.dbtime);
  put32(page, 16, fields.previous ?? 0);
  put32(page, 20, fields.next ?? 0);
  put32(page, 24, fields.object);
  put16(page, 28, free);
  put16(page, 34, nodes.length);
  put32(page, FLAGS_AT, fields.flags | PAGE.newRecords);
  if (pageSize > 8192) put32(page, 64, pgno);
  let at = 0;
  nodes.forEach((node, i) => {
    page.set(node, head + at);
    const tag = pageSize - (i + 1) * TAG_SIZE;
    put16(page, tag, node.length);
    put16(page, tag + 2, at);
    at += node.length;
  });
  put16(page, 32, at);
  return sumPage(page, pgno, scheme);
}

/** Large pages have the sums of their blocks in a longer header. */
function headSize(pageSize: number): number {
  return pageSize > 8192 ? 80 : 40;
}
