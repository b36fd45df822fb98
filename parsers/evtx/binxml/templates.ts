import { u32 } from "../bytes.ts";
import { createOffsetMap } from "../offset-map.ts";
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
  readonly view: DataView;
  /** References with offsets from the start of the definition, in order. */
  readonly references: readonly NameReference[];
}

const END_TOKEN = 1;
const NAME_OFFSET_SIZE = 4;
/** The link to the next of its kind that a definition or a name begins with. */
const CHAIN_SIZE = 4;

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
  const here = createOffsetMap<Template | null>();
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
      here.clear();
      chunk = next;
    },
    at(offset) {
      const known = here.get(offset);
      if (known !== undefined) return known ?? fail(chunk.work, "its template is damaged");
      if (offset >= chunk.bytes.length) return fail(chunk.work, "its template lies outside of the chunk");
      const template = load(offset);
      here.set(offset, template);
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
  return {
    root,
    size: claimed >= least && offset + claimed <= bytes.length ? claimed : least,
    copy,
    view: new DataView(copy.buffer, copy.byteOffset, copy.byteLength),
    references: references.map(({ at, inline, name }) => ({ at: at - offset, inline, name })),
    system: undefined,
    body: undefined,
    user: undefined,
  };
}

/**
 * Whether the definition at an offset is the same: byte by byte but for the chains of definitions and names, and the
 * offsets of names. Few of these comparisons fail, but there are some for each chunk.
 */
function isCopy(chunk: Chunk, offset: number, variant: Variant): boolean {
  const { bytes, view, names } = chunk;
  const { copy, references } = variant;
  if (offset + copy.length > bytes.length) return false;
  let from = CHAIN_SIZE;
  for (const { at, inline, name } of references) {
    if (!areSame(view, offset, variant.view, from, at)) return false;
    const target = view.getUint32(offset + at, true);
    if (inline !== (target === offset + at + NAME_OFFSET_SIZE)) return false;
    from = at + NAME_OFFSET_SIZE;
    if (inline) {
      from += CHAIN_SIZE;
    } else if (names.get(target) !== name) {
      if (!isNameAt(view, target, name)) return false;
      names.set(target, name);
    }
  }
  return areSame(view, offset, variant.view, from, copy.length);
}

/** Whether the bytes of a definition between two offsets in it are those of the chunk; four at a time, the last again. */
function areSame(view: DataView, offset: number, copy: DataView, from: number, to: number): boolean {
  const last = to - 4;
  if (last < from) {
    for (let at = from; at < to; at++) if (view.getUint8(offset + at) !== copy.getUint8(at)) return false;
    return true;
  }
  for (let at = from; at < last; at += 4)
    if (view.getInt32(offset + at, true) !== copy.getInt32(at, true)) return false;
  return view.getInt32(offset + last, true) === copy.getInt32(last, true);
}
