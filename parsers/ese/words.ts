const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/**
 * The 32-bit little-endian words of bytes: a view where the machine and the alignment allow it, else a copy.
 * Bytes behind the last whole word are left out.
 */
export function wordsOf(bytes: Uint8Array): Int32Array {
  const count = bytes.length >>> 2;
  if (LITTLE_ENDIAN && bytes.byteOffset % 4 === 0) {
    return new Int32Array(bytes.buffer, bytes.byteOffset, count);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new Int32Array(count);
  for (let i = 0; i < count; i++) words[i] = view.getInt32(i * 4, true);
  return words;
}
