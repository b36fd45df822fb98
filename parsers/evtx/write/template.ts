import type { VALUE } from "../values.ts";

/** What a template is made of, for the writer: as the reader's nodes, with the types of the values. */
export type Part = Literal | Slot | Tag;

export interface Literal {
  readonly kind: "text";
  readonly text: string;
}

export interface Slot {
  readonly kind: "slot";
  readonly slot: number;
  readonly type: ValueType;
  readonly optional: boolean;
}

export interface Tag {
  readonly kind: "element";
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly content: Literal | Slot }[];
  readonly children: readonly Part[];
}

export type ValueType = (typeof VALUE)[keyof typeof VALUE];

/** A value of a record, encoded; or a document inside of it. */
export type Value =
  | { readonly type: ValueType; readonly bytes: Uint8Array }
  | { readonly type: typeof VALUE.binXml; readonly document: Document };

/** A template with the values for one record. */
export interface Document {
  readonly root: Tag;
  readonly values: readonly Value[];
}

export function tag(name: string, children: readonly Part[] = [], attributes: Tag["attributes"] = []): Tag {
  return { kind: "element", name, attributes, children };
}

export function slot(place: number, type: ValueType, optional = true): Slot {
  return { kind: "slot", slot: place, type, optional };
}

export function literal(text: string): Literal {
  return { kind: "text", text };
}

/**
 * A GUID in the form of a record (16 bytes) that depends on the content of a template only: Windows too has the same
 * GUID for the same template in each chunk, and readers keep templates by it.
 */
export function contentGuid(content: string): Uint8Array {
  const guid = new Uint8Array(16);
  const view = new DataView(guid.buffer);
  for (let part = 0; part < 4; part++) view.setUint32(part * 4, fnv1a(content, part * 0x9e37_79b9), true);
  return guid;
}

/** FNV-1a over UTF-16 units, from a seed of its own for each part. */
function fnv1a(text: string, seed: number): number {
  let hash = (0x811c_9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
