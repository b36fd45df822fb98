import { describe, expect, it } from "vitest";
import { eventWithValue, fileOf, u16, u32, utf16 } from "./assemble.ts";
import { read } from "./shared.ts";

/** Type, bytes, and what Windows prints for them. */
const PRINTED: readonly (readonly [
  what: string,
  type: number,
  bytes: readonly number[],
  texts: readonly string[],
])[] = [
  ["a string", 0x01, utf16("a<b"), ["a<b"]],
  ["a string with NULs at its end", 0x01, utf16("ab\0\0"), ["ab"]],
  ["a string with a NUL inside", 0x01, utf16("a\0b"), ["a\0b"]],
  ["an empty string", 0x01, [], [""]],
  ["a lone surrogate", 0x01, [0x40, 0xd9], ["\ud940"]],
  ["an ANSI string", 0x02, [0x80, 0xe9, 0x41, 0x00], ["\u20ac\u00e9A"]],
  ["-2 in 8 bits", 0x03, [0xfe], ["-2"]],
  ["254 in 8 bits", 0x04, [0xfe], ["254"]],
  ["-2 in 16 bits", 0x05, [0xfe, 0xff], ["-2"]],
  ["65,534", 0x06, [0xfe, 0xff], ["65534"]],
  ["the HRESULT 0x80070002", 0x07, [0x02, 0x00, 0x07, 0x80], ["-2147024894"]],
  ["the same unsigned", 0x08, [0x02, 0x00, 0x07, 0x80], ["2147942402"]],
  ["-1 in 64 bits", 0x09, [255, 255, 255, 255, 255, 255, 255, 255], ["-1"]],
  ["a small number in 64 bits", 0x09, [7, 0, 0, 0, 0, 0, 0, 0], ["7"]],
  ["2^64 - 1", 0x0a, [255, 255, 255, 255, 255, 255, 255, 255], ["18446744073709551615"]],
  ["2^53 + 1", 0x0a, [1, 0, 0, 0, 0, 0, 0x20, 0], ["9007199254740993"]],
  ["a float", 0x0b, [0x00, 0x00, 0xc0, 0x3f], ["1.5"]],
  ["a double", 0x0c, [0, 0, 0, 0, 0, 0, 0xe0, 0xbf], ["-0.5"]],
  ["true in 4 bytes", 0x0d, [2, 0, 0, 0], ["true"]],
  ["false in 4 bytes", 0x0d, [0, 0, 0, 0], ["false"]],
  ["binary data", 0x0e, [0x00, 0xab, 0x0c], ["00AB0C"]],
  [
    "a GUID",
    0x0f,
    [0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff],
    ["{00112233-4455-6677-8899-aabbccddeeff}"],
  ],
  ["a size in 64 bits", 0x10, [0x0f, 0, 0, 0, 1, 0, 0, 0], ["0x10000000f"]],
  ["the first FILETIME", 0x11, [0, 0, 0, 0, 0, 0, 0, 0], ["1601-01-01T00:00:00.0000000Z"]],
  // 131,753,763,469,666,279 ticks.
  [
    "a FILETIME of 2018",
    0x11,
    [0xe7, 0x27, 0x6e, 0x8d, 0x59, 0x15, 0xd4, 0x01],
    ["2018-07-06T18:45:46.9666279Z"],
  ],
  ["the last FILETIME", 0x11, new Array(8).fill(255), ["+060056-05-28T05:36:10.9551615Z"]],
  ["a SYSTEMTIME", 0x12, [2024, 3, 0, 10, 20, 0, 1, 54].flatMap(u16), ["2024-03-10T20:00:01.054Z"]],
  ["LocalSystem", 0x13, [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0], ["S-1-5-18"]],
  ["a hexadecimal number", 0x14, [0x02, 0x00, 0x07, 0x80], ["0x80070002"]],
  ["a hexadecimal zero", 0x15, [0, 0, 0, 0, 0, 0, 0, 0], ["0x0"]],
  ["64 bits in hex", 0x15, [0, 0, 0, 0, 0, 0, 0x80, 0x80], ["0x8080000000000000"]],
  ["64 bits in hex with zeros inside", 0x15, [0x01, 0, 0, 0, 0x0a, 0, 0, 0], ["0xa00000001"]],
  ["an array of strings", 0x81, utf16("a\0\0b\0"), ["a", "", "b"]],
  ["an array whose last string has no NUL", 0x81, utf16("a\0b"), ["a", "b"]],
  ["an array of one empty string", 0x81, [0, 0], [""]],
  ["an empty array", 0x81, [], [""]],
  ["an array of ANSI strings", 0x82, [0x61, 0, 0x62, 0], ["a", "b"]],
  ["an array of numbers", 0x86, [1, 0, 2, 0], ["1", "2"]],
  ["an array of 64-bit numbers", 0x8a, [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0], ["1", "2"]],
  [
    "an array of SIDs",
    0x93,
    [1, 0, 0, 0, 0, 0, 0, 5, 1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0],
    ["S-1-5", "S-1-5-18"],
  ],
  ["a type that nobody described", 0x3c, [0xca, 0xfe], ["CAFE"]],
];

describe("values", () => {
  it.each(PRINTED)("prints %s as Windows does", (_, type, bytes, texts) => {
    const { records, diagnostics } = read(fileOf([eventWithValue(type, bytes)]));
    expect(diagnostics).toEqual([]);
    expect(records[0]?.strings).toEqual(texts);
    expect(records[0]?.data).toEqual({ V: texts[texts.length - 1] });
  });

  it("leaves out an element whose optional value is null, and keeps it empty otherwise", () => {
    const { records } = read(fileOf([eventWithValue(0x00, [], true), eventWithValue(0x00, [], false)]));
    expect(records.map((record) => record.strings)).toEqual([[], [""]]);
    expect(records.map((record) => record.data)).toEqual([{}, { V: "" }]);
  });

  it.each([
    ["a FILETIME of 1 byte", 0x11, [1]],
    ["a GUID of 4 bytes", 0x0f, u32(1)],
    ["a SID that ends too early", 0x13, [1, 9, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0]],
    ["a truth value of 3 bytes", 0x0d, [1, 0, 0]],
  ])("does not guess at %s", (_, type, bytes) => {
    const { records, diagnostics } = read(fileOf([eventWithValue(type, bytes), eventWithValue(0x04, [1])]));
    expect(records.map((record) => record.strings)).toEqual([["1"]]);
    expect(diagnostics.map(({ code, where }) => [code, where])).toEqual([
      ["evtx-record-unreadable", "log@0x1200"],
    ]);
  });
});
