import { crc32 } from "../crc32.ts";
import { FILE_HEADER_SIZE, FILE_MAGIC } from "../header.ts";

const FLAG_DIRTY = 1;

export interface FileHeaderFields {
  /** The header tells of so many; the field has 16 bits. */
  readonly claimedChunks: number;
  readonly nextRecordId: bigint;
  readonly dirty: boolean;
  readonly minorVersion: number;
}

export function fileHeader(fields: FileHeaderFields): Uint8Array {
  const bytes = new Uint8Array(FILE_HEADER_SIZE);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < FILE_MAGIC.length; i++) bytes[i] = FILE_MAGIC.charCodeAt(i);
  view.setBigUint64(16, BigInt(Math.max(fields.claimedChunks - 1, 0)), true);
  view.setBigUint64(24, BigInt.asUintN(64, fields.nextRecordId), true);
  view.setUint32(32, 128, true);
  view.setUint16(36, fields.minorVersion, true);
  view.setUint16(38, 3, true);
  view.setUint16(40, FILE_HEADER_SIZE, true);
  view.setUint16(42, fields.claimedChunks & 0xffff, true);
  view.setUint32(120, fields.dirty ? FLAG_DIRTY : 0, true);
  view.setUint32(124, crc32(bytes.subarray(0, 120)), true);
  return bytes;
}
