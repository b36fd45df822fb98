import fc from "fast-check";
import { expect, test } from "vitest";
import { createFrameDecoder, requestLine } from "../../../src/source/live/frames.ts";

// "Größe" in UTF-8 and base64, made by `printf 'Größe' | base64`.
const GROESSE = "R3LDtsOfZQ==";

const decode = (text: string | Uint8Array, longest?: number) => {
  const decoder = createFrameDecoder(longest);
  const bytes = typeof text === "string" ? Buffer.from(text, "latin1") : text;
  return { frames: decoder.write(bytes), noise: decoder.noise };
};

test("a message is a line with its marks; null, empty and other text are told apart", () => {
  const { frames, noise } = decode(`{tl1 17 record - _ ${GROESSE} tl1}\r\n{tl1 17 done tl1}\n`);
  expect(frames).toEqual([
    { seq: 17, kind: "record", fields: [null, "", "Größe"] },
    { seq: 17, kind: "done", fields: [] },
  ]);
  expect(noise).toEqual({ lines: 0, first: null, damaged: 0 });
});

test("banners and warnings in any code page are noise, also before and behind a message in its line", () => {
  const { frames, noise } = decode(
    `Windows PowerShell\r\n\r\n\x84\x8e\x00\x1b[31mW\xffarnung\r\nPS C:\\> {tl1 1 hello _ tl1} \x94\r\n`,
  );
  expect(frames).toEqual([{ seq: 1, kind: "hello", fields: [""] }]);
  expect(noise).toEqual({ lines: 2, first: "Windows PowerShell", damaged: 0 });
  expect(decode("\x84\x1b[31mW\xff\r\n").noise.first).toBe("??[31mW?");
});

test.each([
  ["cut at its end", "{tl1 1 record AAAA"],
  ["without its beginning", "cord AAAA tl1}"],
  ["with a field that is no base64", "{tl1 1 record AA!A tl1}"],
  ["with a number that is none", "{tl1 -1 record AAAA tl1}"],
  ["with a kind that is none", "{tl1 1 Record/ AAAA tl1}"],
  ["with blanks too many", "{tl1 1 record  AAAA tl1}"],
])("a message %s is damaged, and the next one is understood", (_, line) => {
  const { frames, noise } = decode(`${line}\n{tl1 2 done tl1}\n`);
  expect(frames).toEqual([{ seq: 2, kind: "done", fields: [] }]);
  expect(noise.damaged).toBe(1);
});

test("a message that was interrupted by another is lost, the other is not", () => {
  const { frames } = decode("{tl1 1 record AAAA{tl1 2 done tl1}\n");
  expect(frames).toEqual([{ seq: 2, kind: "done", fields: [] }]);
});

test("a line of a mebibyte comes whole; one without end is passed over in bounded memory", () => {
  const field = Buffer.alloc(1024 * 1024, "x");
  const { frames } = decode(`{tl1 1 record ${field.toString("base64")} tl1}\n`);
  expect(frames[0]?.fields[0]).toHaveLength(1024 * 1024);

  const decoder = createFrameDecoder(1024 * 1024);
  const before = process.memoryUsage().arrayBuffers;
  for (let piece = 0; piece < 4096; piece += 1) decoder.write(new Uint8Array(64 * 1024).fill(0x41));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  expect(decoder.write(Buffer.from("\n{tl1 1 done tl1}\n"))).toEqual([{ seq: 1, kind: "done", fields: [] }]);
  expect(decoder.noise).toEqual({ lines: 0, first: null, damaged: 1 });
});

test("wherever the pieces are cut, the messages are the same", () => {
  const line = fc.oneof(
    fc.constant(Buffer.from(`{tl1 3 record _ - ${GROESSE} tl1}\r\n`)),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.concat([bytes, Buffer.from("\n")])),
  );
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 12 }),
      fc.array(fc.nat(500), { maxLength: 20 }),
      (lines, cuts) => {
        const all = Buffer.concat(lines);
        const whole = decode(all);
        const pieces = createFrameDecoder();
        const edges = [0, ...cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b), all.length];
        const frames = edges
          .slice(1)
          .flatMap((edge, index) => pieces.write(all.subarray(edges[index], edge)));
        expect(frames).toEqual(whole.frames);
        expect(pieces.noise).toEqual(whole.noise);
      },
    ),
  );
});

test("a request is ASCII in one line, whatever its values hold", () => {
  const request = requestLine(5, "read", [
    "ForwardedEvents",
    "",
    "a'; Remove-Item C:\\ -Recurse\r\n",
    "Größe",
  ]);
  expect(request).toBe(`5 read Rm9yd2FyZGVkRXZlbnRz _ YSc7IFJlbW92ZS1JdGVtIEM6XCAtUmVjdXJzZQ0K ${GROESSE}\n`);
});
