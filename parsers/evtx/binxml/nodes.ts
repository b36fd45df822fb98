import type { OffsetMap } from "../offset-map.ts";
import type { DecodeUtf16 } from "../utf16.ts";
import type { Work } from "./work.ts";

/** A chunk with what its readers share; all offsets in BinXml count from its first byte. */
export interface Chunk {
  readonly bytes: Uint8Array;
  /** The same bytes. Reads four at a time, but throws where there are none: only for what is known to be there. */
  readonly view: DataView;
  /** Names by offset, as far as they were needed. */
  readonly names: OffsetMap<string>;
  readonly work: Work;
  readonly utf16: DecodeUtf16;
}

/** BinXml as it is written: with places for values. */
export type Node = TextNode | SlotNode | ElementNode;

export interface TextNode {
  readonly kind: "text";
  readonly text: string;
}

export interface SlotNode {
  readonly kind: "slot";
  readonly slot: number;
  /** A null value removes the element or attribute around it. */
  readonly optional: boolean;
}

export interface AttributeNode {
  readonly name: string;
  readonly content: readonly (TextNode | SlotNode)[];
}

export interface ElementNode {
  readonly kind: "element";
  readonly name: string;
  readonly attributes: readonly AttributeNode[];
  readonly children: readonly Node[];
}

/** An element with the values filled in. */
export interface Element {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, text: string])[];
  readonly children: readonly (Element | string)[];
}
