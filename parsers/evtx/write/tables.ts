import { u16, u32 } from "../bytes.ts";
import { type Page, patchU32, putText, putU16, putU32 } from "./page.ts";

/** The tables in a chunk's header: 64 chains of names, 32 of templates, the newest first. */
const NAME_CHAINS_AT = 128;
const NAME_CHAINS = 64;
const TEMPLATE_CHAINS_AT = 384;
const TEMPLATE_CHAINS = 32;

/** What a chunk already holds: by name, and by the content of a template, the offset. */
export interface Tables {
  readonly names: Map<string, number>;
  readonly templates: Map<string, number>;
}

/** Writes a reference to a name, and the name behind it where the chunk does not hold it yet. */
export function putName(page: Page, tables: Tables, name: string): void {
  const known = tables.names.get(name);
  if (known !== undefined) {
    putU32(page, known);
    return;
  }
  if (name.length > 0xffff) page.overflowed = true;
  const offset = page.at + 4;
  putU32(page, offset);
  const hash = hash65599(Array.from({ length: Math.min(name.length, 0xffff) }, (_, i) => name.charCodeAt(i)));
  putChain(page, NAME_CHAINS_AT + (hash % NAME_CHAINS) * 4, offset);
  putU16(page, hash);
  putU16(page, name.length & 0xffff);
  putText(page, name);
  putU16(page, 0);
  tables.names.set(name, offset);
}

/** Starts a definition at the place where the page stands: its chain and its GUID. */
export function putTemplateHead(page: Page, guid: Uint8Array): void {
  const words = Array.from({ length: guid.length / 2 }, (_, i) => u16(guid, i * 2));
  putChain(page, TEMPLATE_CHAINS_AT + (hash65599(words) % TEMPLATE_CHAINS) * 4, page.at);
}

/**
 * 65599 as in sdbm, low 16 bits. For names it fits all of the 5,557 in real logs; for the words of a template's GUID
 * 371 of 508, and no reader is known that needs it there.
 */
export function hash65599(units: readonly number[]): number {
  let hash = 0;
  for (const unit of units) hash = (Math.imul(hash, 65599) + unit) >>> 0;
  return hash & 0xffff;
}

/** Puts `offset` at the head of a chain, and what was the head behind it. */
function putChain(page: Page, headAt: number, offset: number): void {
  putU32(page, u32(page.bytes, headAt));
  patchU32(page, headAt, offset);
}
