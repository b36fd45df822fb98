import { describe, expect, it } from "vitest";
import { classifyPage } from "../../../parsers/ese/index.ts";
import { newPage, oldPage, put32, sumPage } from "./build.ts";
import { type Edit, edited } from "./data.ts";

describe("wrong bits that look like correctable ones", () => {
  const pgno = 0x1234;
  const wrong = (page: Uint8Array, ...edits: Edit[]) =>
    classifyPage(edited(page, edits), pgno, page.length).kind;
  const changed = (page: Uint8Array, at: number, bits: number): Uint8Array => {
    const copy = page.slice();
    put32(copy, at, new DataView(copy.buffer).getUint32(at, true) ^ bits);
    return copy;
  };
  const mask = 4096 * 8 - 1;

  it("in the flag that tells the formats apart", () => {
    const page = newPage(4096, pgno);
    put32(page, 36, 0x0802);
    expect(wrong(sumPage(page, pgno), { op: "flipBit", bit: 301 })).toBe("bad");
  });

  it("in the sums themselves", () => {
    const xor = changed(newPage(4096, pgno), 0, 1 << 5);
    expect(wrong(changed(xor, 4, ((5 ^ mask) << 16) | 5))).toBe("bad");
  });

  it("in halves of the sum that do not fit each other", () => {
    const xor = changed(newPage(4096, pgno), 0, 1 << 5);
    expect(wrong(changed(xor, 4, 805))).toBe("bad");
    // Bit 15 of neither half is used on a page of 4 KiB.
    expect(wrong(changed(xor, 4, ((805 ^ mask) << 16) | 805 | 0x8000_0000))).toBe("bad");
    expect(wrong(changed(xor, 4, ((805 ^ mask) << 16) | 805))).toBe("correctable");
  });

  it("in the place of the four sums, on a page of the old format", () => {
    const page = oldPage(16384, pgno);
    expect(wrong(page)).toBe("good");
    const filled = changed(changed(page, 40, 3), 44, 3);
    expect(wrong(filled)).toBe("bad");
  });
});
