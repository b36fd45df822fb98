import { describe, expect, it } from "vitest";
import { createLineSplitter } from "../../../parsers/decode.ts";

function split(pieces: readonly string[], limit?: number) {
  const lines: (readonly [number, string])[] = [];
  const cuts: (readonly [number, number])[] = [];
  const splitter = createLineSplitter((line, number) => lines.push([number, line]), {
    ...(limit === undefined ? {} : { limit }),
    onCut: (number, lost) => cuts.push([number, lost]),
  });
  for (const piece of pieces) splitter.write(piece);
  splitter.end();
  return { lines, cuts };
}

describe("line splitter", () => {
  const text = "one\r\ntwo\nthree\rfour\n\nsix\r\r\neight";
  const expected = ["one", "two", "three", "four", "", "six", "", "eight"].map((line, i) => [i + 1, line]);

  it("knows CR, LF and CR LF, wherever the text is cut", () => {
    for (let size = 1; size <= text.length; size++) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        text.slice(i * size, (i + 1) * size),
      );
      expect(split(pieces).lines).toEqual(expected);
    }
  });

  it("gives no empty line after the last line end", () => {
    expect(split(["a\r", "\n"]).lines).toEqual([[1, "a"]]);
    expect(split([]).lines).toEqual([]);
  });

  it("cuts a line that is too long, says so and goes on", () => {
    expect(split(["abc", "defg\nxy\n", "123456"], 5)).toEqual({
      lines: [
        [1, "abcde"],
        [2, "xy"],
        [3, "12345"],
      ],
      cuts: [
        [1, 2],
        [3, 1],
      ],
    });
  });
});
