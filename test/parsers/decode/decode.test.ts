import { describe, expect, it } from "vitest";
import { createTextDecoder } from "../../../parsers/decode.ts";

function decode(bytes: Uint8Array, piece = bytes.length || 1) {
  const decoder = createTextDecoder();
  let text = "";
  for (let at = 0; at < bytes.length; at += piece) text += decoder.write(bytes.subarray(at, at + piece));
  text += decoder.end();
  return { text, encoding: decoder.encoding, invalid: decoder.invalid };
}

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part, "utf8")] : part)),
  );
const wide = (text: string, mark = true): Uint8Array =>
  Uint8Array.from([...(mark ? [0xff, 0xfe] : []), ...Buffer.from(text, "utf16le")]);
const swapped = (le: Uint8Array): Uint8Array => Uint8Array.from(Buffer.from(le).swap16());

describe("encoding", () => {
  it.each([
    ["nothing", bytes(), "", "utf-8"],
    ["one byte", bytes("a"), "a", "utf-8"],
    ["ASCII", bytes("Log Name: Application"), "Log Name: Application", "utf-8"],
    ["UTF-8 with mark", bytes([0xef, 0xbb, 0xbf], "Größe €"), "Größe €", "utf-8"],
    ["UTF-8 without mark", bytes("Größe €"), "Größe €", "utf-8"],
    ["UTF-16LE with mark", wide("Größe €"), "Größe €", "utf-16le"],
    ["UTF-16BE with mark", swapped(wide("Größe €")), "Größe €", "utf-16be"],
    ["UTF-16LE without mark", wide("<Event>Größe</Event>", false), "<Event>Größe</Event>", "utf-16le"],
    ["UTF-16BE without mark", swapped(wide("<Event/>", false)), "<Event/>", "utf-16be"],
    ["windows-1252", bytes("Gr", [0xf6, 0xdf], "e ", [0x80, 0x96]), "Größe €–", "windows-1252"],
  ])("%s, in pieces of every size", (_what, input, text, encoding) => {
    for (const piece of [1, 2, 3, 5, 1000])
      expect(decode(input, piece)).toEqual({ text, encoding, invalid: 0 });
  });

  it("waits for the first byte that tells, however late", () => {
    const plain = "x".repeat(200_000);
    const ansi = decode(bytes(plain, [0xe4], "."), 4096);
    expect([ansi.text.length, ansi.text.slice(-2), ansi.encoding]).toEqual([200_002, "ä.", "windows-1252"]);
    const utf8 = decode(bytes(plain, "ä."), 4096);
    expect([utf8.text.length, utf8.text.slice(-2), utf8.encoding]).toEqual([200_002, "ä.", "utf-8"]);
  });

  it("hands out ASCII while it waits", () => {
    const decoder = createTextDecoder();
    expect(decoder.write(bytes("x".repeat(5000)))).toHaveLength(5000);
  });

  it("does not take a binary NUL here and there for UTF-16", () => {
    expect(decode(bytes("abc", [0], "defghijk", [0], "lmn"))).toMatchObject({
      encoding: "utf-8",
      invalid: 0,
    });
  });
});

describe("damage", () => {
  it("counts what is no character and keeps the rest, when UTF-8 has been proven", () => {
    const text = "ä".repeat(40_000);
    const damaged = bytes(text, [0xff], "end", [0xc3]);
    for (const piece of [7, 65_536, 100_000]) {
      expect(decode(damaged, piece)).toEqual({
        text: `${text}\ufffdend\ufffd`,
        encoding: "utf-8",
        invalid: 2,
      });
    }
  });

  it("does not count U+FFFD that the file itself holds", () => {
    expect(decode(bytes("a\ufffdb ä", [0xff], " ü"))).toEqual({
      text: "a\ufffdb ä\ufffd ü",
      encoding: "utf-8",
      invalid: 1,
    });
  });

  it("keeps lone surrogates of UTF-16 and counts half a unit at the end", () => {
    expect(decode(Uint8Array.from([...wide("a\ud800b"), 0x41]), 3)).toEqual({
      text: "a\ud800b\ufffd",
      encoding: "utf-16le",
      invalid: 1,
    });
  });
});
