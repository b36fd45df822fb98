import { CHUNK_SIZE } from "../chunk.ts";

/**
 * A chunk that is being filled. Writing beyond its end is not an error but leaves `overflowed` set, so that what was
 * begun can be taken back and put into the next chunk.
 */
export interface Page {
  readonly bytes: Uint8Array;
  at: number;
  overflowed: boolean;
}

export function createPage(): Page {
  return { bytes: new Uint8Array(CHUNK_SIZE), at: 0, overflowed: false };
}

export function putU8(page: Page, value: number): void {
  if (page.at < page.bytes.length) page.bytes[page.at] = value;
  else page.overflowed = true;
  page.at++;
}

export function putU16(page: Page, value: number): void {
  putU8(page, value & 0xff);
  putU8(page, value >>> 8);
}

export function putU32(page: Page, value: number): void {
  putU16(page, value & 0xffff);
  putU16(page, value >>> 16);
}

export function putU64(page: Page, value: bigint): void {
  putU32(page, Number(value & 0xffff_ffffn));
  putU32(page, Number(value >> 32n));
}

export function putBytes(page: Page, bytes: Uint8Array): void {
  if (page.at + bytes.length <= page.bytes.length) page.bytes.set(bytes, page.at);
  else page.overflowed = true;
  page.at += bytes.length;
}

export function putText(page: Page, text: string): void {
  for (let i = 0; i < text.length && !page.overflowed; i++) putU16(page, text.charCodeAt(i));
}

/** Writes over what stands at `at`, within what is already written. */
export function patchU32(page: Page, at: number, value: number): void {
  const end = page.at;
  page.at = at;
  putU32(page, value);
  page.at = end;
}

export function patchU16(page: Page, at: number, value: number): void {
  const end = page.at;
  page.at = at;
  putU16(page, value);
  page.at = end;
}
