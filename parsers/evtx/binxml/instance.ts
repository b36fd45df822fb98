import { u8, u16, u32 } from "../bytes.ts";
import type { Chunk } from "./nodes.ts";
import type { Template, Templates } from "./templates.ts";
import { fail } from "./work.ts";

/** Token, a byte, id, offset of the definition. */
const INSTANCE_HEADER = 10;

/** A use of a template: the definition and the values for its places. */
export interface Instance {
  readonly template: Template;
  readonly values: Values;
  /** The byte after the last value. */
  readonly next: number;
}

export interface Values {
  readonly types: readonly number[];
  readonly offsets: readonly number[];
  readonly sizes: readonly number[];
}

export const NO_VALUES: Values = { types: [], offsets: [], sizes: [] };

/** Reads the template instance at `at`, which stands inside of `end`. */
export function readInstance(chunk: Chunk, templates: Templates, at: number, end: number): Instance | null {
  const { bytes, work } = chunk;
  if (at + INSTANCE_HEADER + 4 > end) return fail(work, "it ends inside of a template instance");
  const definition = u32(bytes, at + 6);
  const template = templates.at(definition);
  if (template === null) return null;
  let next = at + INSTANCE_HEADER;
  if (definition === next) next += template.size;
  const count = u32(bytes, next);
  next += 4;
  if (next > end || count > (end - next) >> 2)
    return fail(work, "it claims more values than it has room for");
  const types: number[] = [];
  const offsets: number[] = [];
  const sizes: number[] = [];
  let value = next + count * 4;
  for (let i = 0; i < count; i++, next += 4) {
    const size = u16(bytes, next);
    types.push(u8(bytes, next + 2));
    offsets.push(value);
    sizes.push(size);
    value += size;
  }
  if (value > end) return fail(work, "its values are longer than the record");
  return { template, values: { types, offsets, sizes }, next: value };
}
