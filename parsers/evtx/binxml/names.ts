import { u16, u32 } from "../bytes.ts";
import { isTextAt } from "../interner.ts";
import type { Chunk } from "./nodes.ts";
import { fail, spend } from "./work.ts";

/** Next offset, hash and count before the characters; a NUL after them. */
export const NAME_HEADER = 8;
const NAME_TRAILER = 2;

/** Bytes of the name at `at`, from its header to its NUL. */
export function nameSize(bytes: Uint8Array, at: number): number {
  return NAME_HEADER + u16(bytes, at + 6) * 2 + NAME_TRAILER;
}

/**
 * The name at an offset of the chunk. The chunk's table of names and the chains in it are not used: the offset is
 * all that is needed, and damaged chains are the classic endless loop.
 */
export function nameAt(chunk: Chunk, at: number): string | null {
  const known = chunk.names.get(at);
  if (known !== undefined) return known;
  const size = nameSize(chunk.bytes, at);
  if (at + size - NAME_TRAILER > chunk.bytes.length)
    return fail(chunk.work, "a name lies outside of the chunk");
  if (!spend(chunk.work, size)) return null;
  const name = chunk.utf16(chunk.bytes, at + NAME_HEADER, at + size - NAME_TRAILER);
  chunk.names.set(at, name);
  return name;
}

/** Whether `name` stands at an offset of the chunk; decodes nothing. */
export function isNameAt(view: DataView, at: number, name: string): boolean {
  if (at + NAME_HEADER + name.length * 2 > view.byteLength) return false;
  return view.getUint16(at + 6, true) === name.length && isTextAt(view, at + NAME_HEADER, name);
}

/** Where a name is referred to: used to compare a template with its copy in another chunk. */
export interface NameReference {
  /** Offset of the reference in the chunk. */
  readonly at: number;
  readonly name: string;
  /** The name itself follows the reference. */
  readonly inline: boolean;
}

export interface Cursor {
  readonly chunk: Chunk;
  at: number;
  readonly end: number;
  /** Elements have a dependency id only inside of template definitions. */
  readonly inTemplate: boolean;
  /** Collects the references to names, where somebody wants them. */
  readonly references: NameReference[] | null;
}

/** Reads the reference to a name, and passes over the name where it follows. */
export function readName(cursor: Cursor): string | null {
  const { bytes, work } = cursor.chunk;
  const at = cursor.at;
  if (at + 4 > cursor.end) return fail(work, "it ends inside of a name");
  const offset = u32(bytes, at);
  cursor.at = at + 4;
  const inline = offset === cursor.at;
  const name = nameAt(cursor.chunk, offset);
  if (name === null) return null;
  if (inline) cursor.at += nameSize(bytes, offset);
  cursor.references?.push({ at, name, inline });
  return name;
}
