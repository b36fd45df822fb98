import { i32, u32 } from "../bytes.ts";
import type { SystemPlan } from "../plan.ts";
import type { BodyPlan } from "../plan-body.ts";
import { type Cursor, isNameAt, type NameReference } from "./names.ts";
import type { Chunk, ElementNode } from "./nodes.ts";
import { definitionSize, readDefinition } from "./parse.ts";
import { fail, spend } from "./work.ts";

/** Next offset, GUID and size before the fragment. */
export const DEFINITION_HEADER = 24;

/** A template definition, read once and used for all its copies in the chunks of a file. */
export interface Template {
  readonly root: ElementNode;
  /** Bytes of the definition with its header: what stands behind it in a record starts there. */
  readonly size: number;
  /** What the fast reader makes of it, as far as it was asked; null: nothing, it goes to the general one. */
  system: SystemPlan | null | undefined;
  body: BodyPlan | null | undefined;
  /** As the content of a UserData element. */
  user: BodyPlan | null | undefined;
}

interface Variant extends Template {
  readonly copy: Uint8Array;
  /** The copy in words of four bytes, and a word for each with ones where it has to be the same. */
  readonly words: Int32Array;
  readonly mask: Int32Array;
  /** The same for the bytes behind the last whole word. */
  readonly tailMask: Uint8Array;
  /** References with offsets from the start of the definition. */
  readonly references: readonly NameReference[];
}

const END_TOKEN = 1;

/** Bounds what a hostile file can make us keep. */
const MOST_BYTES = 8 << 20;
const MOST_VARIANTS = 8;

export interface Templates {
  /** Forgets the offsets of the last chunk, not the definitions. */
  startChunk(chunk: Chunk): void;
  /** The definition at an offset of the chunk; null when it is damaged. */
  at(offset: number): Template | null;
}

/**
 * Definitions are repeated in each chunk that uses them, under the same GUID. They are read once and compared from
 * then on: byte by byte but for the offsets of names, which belong to the chunk, and which are compared by the name
 * that stands there. So a damaged copy can spoil its own chunk only.
 */
export function createTemplates(): Templates {
  const byKey = new Map<number, Variant[]>();
  const here: (Template | null)[] = [];
  /** Offset in the chunk → place in `here`, counted from 1. */
  const index = new Uint16Array(0x1_0000);
  const used: number[] = [];
  let kept = 0;
  let chunk: Chunk;

  function load(offset: number): Template | null {
    const { bytes, work } = chunk;
    if (offset + DEFINITION_HEADER > bytes.length)
      return fail(work, "its template lies outside of the chunk");
    const key = u32(bytes, offset + 4) ^ definitionSize(bytes, offset);
    const variants = byKey.get(key) ?? [];
    for (const variant of variants) {
      // Comparing costs too, and a hostile chunk can ask for it at each of its offsets.
      if (!spend(work, variant.copy.length >> 4)) return null;
      if (isCopy(chunk, offset, variant)) return variant;
    }
    const fresh = read(chunk, offset);
    if (fresh === null) return null;
    kept += fresh.copy.length;
    if (kept > MOST_BYTES) {
      byKey.clear();
      kept = fresh.copy.length;
      variants.length = 0;
    }
    if (variants.length === MOST_VARIANTS) variants.shift();
    variants.push(fresh);
    byKey.set(key, variants);
    return fresh;
  }

  return {
    startChunk(next) {
      for (const offset of used) index[offset] = 0;
      used.length = 0;
      here.length = 0;
      chunk = next;
    },
    at(offset) {
      const place = index[offset];
      if (place === undefined) return fail(chunk.work, "its template lies outside of the chunk");
      if (place !== 0) return here[place - 1] ?? fail(chunk.work, "its template is damaged");
      const template = load(offset);
      here.push(template);
      used.push(offset);
      index[offset] = here.length;
      return template;
    },
  };
}

/** The size in the definition's header counts only if it can be true: one damaged size need not cost the records. */
function read(chunk: Chunk, offset: number): Variant | null {
  const { bytes } = chunk;
  const references: NameReference[] = [];
  const at = offset + DEFINITION_HEADER;
  const cursor: Cursor = { chunk, at, end: bytes.length, inTemplate: true, references };
  const root = readDefinition(cursor);
  if (root === null) return null;
  const least = cursor.at + END_TOKEN - offset;
  const claimed = DEFINITION_HEADER + definitionSize(bytes, offset);
  const copy = bytes.slice(offset, offset + least);
  const own = references.map((reference) => ({ ...reference, at: reference.at - offset }));
  const mask = maskOf(copy.length, own);
  return {
    root,
    size: claimed >= least && offset + claimed <= bytes.length ? claimed : least,
    copy,
    words: wordsOf(copy),
    mask: wordsOf(mask),
    tailMask: mask.slice(mask.length & ~3),
    references: own,
    system: undefined,
    body: undefined,
    user: undefined,
  };
}

/** All ones but for the chains of definitions and names, and the offsets of names: they belong to the chunk. */
function maskOf(length: number, references: readonly NameReference[]): Uint8Array {
  const mask = new Uint8Array(length).fill(0xff).fill(0, 0, 4);
  for (const { at, inline } of references) mask.fill(0, at, at + (inline ? 8 : 4));
  return mask;
}

/** Whole words only. */
function wordsOf(bytes: Uint8Array): Int32Array {
  const words = new Int32Array(bytes.length >> 2);
  for (let i = 0; i < words.length; i++) words[i] = i32(bytes, i * 4);
  return words;
}

function isCopy(chunk: Chunk, offset: number, variant: Variant): boolean {
  const { bytes, view, names } = chunk;
  const { copy, words, mask, tailMask, references } = variant;
  if (offset + copy.length > bytes.length) return false;
  let difference = 0;
  for (let i = 0, at = offset; i < words.length; i++, at += 4) {
    difference |= (view.getInt32(at, true) ^ (words[i] as number)) & (mask[i] as number);
  }
  const tail = words.length * 4;
  for (let i = tail; i < copy.length; i++) {
    difference |= ((bytes[offset + i] as number) ^ (copy[i] as number)) & (tailMask[i - tail] as number);
  }
  if (difference !== 0) return false;
  for (const { at, inline, name } of references) {
    const target = u32(bytes, offset + at);
    if (inline) {
      if (target !== offset + at + 4) return false;
    } else if (names.get(target) !== name) {
      if (target === offset + at + 4 || !isNameAt(bytes, target, name)) return false;
      names.set(target, name);
    }
  }
  return true;
}
