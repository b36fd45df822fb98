import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc32 } from "../../../parsers/evtx/crc32.ts";
import { createInterner } from "../../../parsers/evtx/interner.ts";
import { fileTimeMilliseconds, fileTimeText, parseFileTime } from "../../../parsers/evtx/time.ts";
import { decodeUtf16 } from "../../../parsers/evtx/utf16.ts";

const bytes = fc.uint8Array({ maxLength: 300 });

/** Any FILETIME, and more often one of this century. */
const ticks = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  fc.bigInt({ min: 125_911_584_000_000_000n, max: 157_469_184_000_000_000n }),
);

describe("CRC32", () => {
  it("is that of zlib, from any value on", () => {
    expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf4_3926);
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(crc32(b, crc32(a))).toBe(zlibCrc32(b, zlibCrc32(a)));
      }),
    );
  });
});

describe("UTF-16", () => {
  it("is decoded as the host does, with lone surrogates", () => {
    const intern = createInterner(decodeUtf16);
    fc.assert(
      fc.property(bytes, fc.nat(20), (source, skip) => {
        const from = Math.min(skip, source.length);
        const to = source.length - ((source.length - from) % 2);
        const expected = Buffer.from(source.subarray(from, to)).toString("utf16le");
        expect(decodeUtf16(source, from, to)).toBe(expected);
        expect(intern(source, from, to)).toBe(expected);
        expect(intern(source, from, to)).toBe(expected);
      }),
    );
  });

  it("is decoded in pieces when it is long", () => {
    const text = "\ud83d\ude00 long".repeat(20_000);
    const source = Buffer.from(text, "utf16le");
    expect(decodeUtf16(source, 0, source.length)).toBe(text);
  });
});

describe("FILETIME", () => {
  it("is printed to the last of its 64 bits", () => {
    fc.assert(
      fc.property(ticks, (value) => {
        const text = fileTimeText(Number(value & 0xffff_ffffn), Number(value >> 32n));
        // Date reckons in milliseconds; the four digits below them are those of the number.
        const milliseconds = Number(value / 10_000n) - 11_644_473_600_000;
        const below = String(value % 10_000n).padStart(4, "0");
        expect(text).toBe(`${new Date(milliseconds).toISOString().slice(0, -1)}${below}Z`);
        if (!text.startsWith("+")) expect(parseFileTime(text)).toBe(value);
      }),
    );
  });

  it("is in milliseconds what Date.parse reads from its text", () => {
    const now = fc.bigInt({ min: 125_911_584_000_000_000n, max: 157_469_184_000_000_000n });
    fc.assert(
      fc.property(now, (value) => {
        const [low, high] = [Number(value & 0xffff_ffffn), Number(value >> 32n)];
        expect(fileTimeMilliseconds(low, high)).toBe(Date.parse(fileTimeText(low, high)));
      }),
    );
  });

  it.each([
    "2024-02-30T00:00:00.0000000Z",
    "2024-03-10T24:00:00.0000000Z",
    "1600-12-31T23:59:59.9999999Z",
    "2024-03-10T20:00:01Z",
    "",
  ])("is not made of %j", (text) => {
    expect(parseFileTime(text)).toBeUndefined();
  });
});
