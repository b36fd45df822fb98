const SLICES = 8;
let tables: Int32Array | undefined;

/**
 * CRC32 (IEEE 802.3, reflected, as in zlib) of bytes, continuing from the CRC of what came before.
 * Slicing by eight tables: about a sixth of the speed of node:zlib's, which a caller passes in
 * `ParseOptions.crc32` where it has it.
 */
export function crc32(bytes: Uint8Array, value = 0): number {
  tables ??= buildTables();
  const t = tables;
  let crc = ~value;
  let i = 0;
  for (const end = bytes.length - 7; i < end; i += 8) {
    const a = crc ^ read32(bytes, i);
    const b = read32(bytes, i + 4);
    crc =
      (t[1792 + (a & 0xff)] as number) ^
      (t[1536 + ((a >>> 8) & 0xff)] as number) ^
      (t[1280 + ((a >>> 16) & 0xff)] as number) ^
      (t[1024 + (a >>> 24)] as number) ^
      (t[768 + (b & 0xff)] as number) ^
      (t[512 + ((b >>> 8) & 0xff)] as number) ^
      (t[256 + ((b >>> 16) & 0xff)] as number) ^
      (t[b >>> 24] as number);
  }
  for (; i < bytes.length; i++) crc = (crc >>> 8) ^ (t[(crc ^ (bytes[i] as number)) & 0xff] as number);
  return ~crc >>> 0;
}

function read32(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

function buildTables(): Int32Array {
  const built = new Int32Array(256 * SLICES);
  for (let n = 0; n < 256; n++) {
    let crc = n;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    built[n] = crc;
  }
  for (let n = 256; n < 256 * SLICES; n++) {
    const before = built[n - 256] as number;
    built[n] = (before >>> 8) ^ (built[before & 0xff] as number);
  }
  return built;
}
