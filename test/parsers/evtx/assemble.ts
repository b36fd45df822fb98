import { crc32 } from "node:zlib";
import { createChunkWriter } from "../../../parsers/evtx/write/chunk.ts";
import { fileHeader } from "../../../parsers/evtx/write/header.ts";
import {
  type Document,
  literal,
  slot,
  type Tag,
  tag,
  type Value,
} from "../../../parsers/evtx/write/template.ts";

const HEADER = 4096;
const CHUNK_HEADER = 512;
const CHUNK = 65_536;

/** A file of one chunk with one record for each document. */
export function fileOf(documents: readonly Document[]): Uint8Array {
  const chunk = createChunkWriter(1n);
  documents.forEach((document, i) => {
    if (!chunk.add(BigInt(i + 1), null, document)) throw new Error("too long for one chunk");
  });
  return withHeader(chunk.bytes());
}

/** An event whose EventData holds one `Data` named V with one value of any type and bytes, by its descriptor. */
export function eventWithValue(type: number, bytes: readonly number[], optional = false): Document {
  const value = { type, bytes: Uint8Array.from(bytes) } as unknown as Value;
  return eventOf(dataTag([slot(0, 0x01, optional)]), [value]);
}

export function dataTag(children: Tag["children"]): Tag {
  return tag("EventData", [tag("Data", children, [{ name: "Name", content: literal("V") }])]);
}

/** An event with a body and the values for its places. */
export function eventOf(body: Tag, values: readonly Value[]): Document {
  const system = tag("System", [
    tag("Provider", [], [{ name: "Name", content: literal("P") }]),
    tag("EventID", [literal("1")]),
  ]);
  return { root: tag("Event", [system, body]), values };
}

/** A file of one chunk whose records consist of the given BinXml, put together by `build` for its place in the chunk. */
export function fileOfRaw(builds: readonly ((at: number) => number[])[]): Uint8Array {
  const bytes = new Uint8Array(CHUNK);
  const view = new DataView(bytes.buffer);
  let free = CHUNK_HEADER;
  builds.forEach((build, i) => {
    const content = build(free + 24);
    const size = Math.ceil((24 + content.length + 4) / 8) * 8;
    view.setUint32(free, 0x2a2a, true);
    view.setUint32(free + 4, size, true);
    view.setBigUint64(free + 8, BigInt(i + 1), true);
    bytes.set(content, free + 24);
    view.setUint32(free + size - 4, size, true);
    free += size;
  });
  bytes.set(new TextEncoder().encode("ElfChnk\0"));
  view.setBigUint64(24, 1n, true);
  view.setBigUint64(32, BigInt(builds.length), true);
  view.setUint32(40, 128, true);
  view.setUint32(48, free, true);
  view.setUint32(52, crc32(bytes.subarray(CHUNK_HEADER, free)), true);
  view.setUint32(124, crc32(bytes.subarray(128, CHUNK_HEADER), crc32(bytes.subarray(0, 120))), true);
  return withHeader(bytes);
}

/** An element as it stands in a record without template: no dependency id, its name in place. */
export function rawElement(
  at: number,
  name: string,
  attributes: readonly (readonly [name: string, tokens: readonly number[] | ((at: number) => number[])])[],
  children: readonly ((at: number) => number[])[] | null,
): number[] {
  const out = [attributes.length > 0 ? 0x41 : 0x01, 0, 0, 0, 0];
  out.push(...rawName(at + out.length, name));
  if (attributes.length > 0) out.push(0, 0, 0, 0);
  attributes.forEach(([key, tokens], i) => {
    out.push(i < attributes.length - 1 ? 0x46 : 0x06);
    out.push(...rawName(at + out.length, key));
    out.push(...(typeof tokens === "function" ? tokens(at + out.length) : tokens));
  });
  if (children === null) return [...out, 0x03];
  out.push(0x02);
  for (const child of children) out.push(...child(at + out.length));
  return [...out, 0x04];
}

export function rawText(text: string): number[] {
  return [0x05, 0x01, ...u16(text.length), ...utf16(text)];
}

export function rawEntity(at: number, name: string): number[] {
  return [0x09, ...rawName(at + 1, name)];
}

export function utf16(text: string): number[] {
  return [...text].flatMap((character) => [...Buffer.from(character, "utf16le")]);
}

export function u16(value: number): number[] {
  return [value & 0xff, value >> 8];
}

export function u32(value: number): number[] {
  return [...u16(value & 0xffff), ...u16(value >>> 16)];
}

function rawName(at: number, name: string): number[] {
  return [...u32(at + 4), 0, 0, 0, 0, 0, 0, ...u16(name.length), ...utf16(name), 0, 0];
}

function withHeader(chunk: Uint8Array): Uint8Array {
  const file = new Uint8Array(HEADER + chunk.length);
  file.set(fileHeader({ claimedChunks: 1, nextRecordId: 2n, dirty: false, minorVersion: 1 }));
  file.set(chunk, HEADER);
  return file;
}
