/**
 * Little-endian reads. Outside of the array they give 0 (an absent byte counts as 0 in bit operations), never
 * an exception, so that a missed bound in a damaged file cannot end the run.
 */
export function u8(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) | 0;
}

export function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
}

export function u32(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)) >>>
    0
  );
}

export function i32(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) | 0;
}

/** Unsigned 64 bits; exact up to 2^53 - 1, rounded above. */
export function u64(bytes: Uint8Array, at: number): number {
  return u32(bytes, at + 4) * 0x1_0000_0000 + u32(bytes, at);
}

/** The same where all eight bytes are known to be there: reads four at a time. */
export function viewU64(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 0x1_0000_0000 + view.getUint32(at, true);
}

/** Unsigned 64 bits as decimal digits, exact. */
export function u64Text(bytes: Uint8Array, at: number): string {
  const high = u32(bytes, at + 4);
  if (high < 0x20_0000) return String(high * 0x1_0000_0000 + u32(bytes, at));
  return ((BigInt(high) << 32n) | BigInt(u32(bytes, at))).toString();
}

/** Whether the ASCII characters of `text` stand at `at`. */
export function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  if (at + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

export function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== 0) return false;
  return true;
}
