import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { filePieces } from "../../src/source/file-pieces.ts";

const folder = mkdtempSync(join(tmpdir(), "thawline-pieces-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MIB = 1024 * 1024;
/** The header of an event log and its first chunk. */
const FIRST = 69_632;

function fileOf(length: number): { readonly path: string; readonly content: Buffer } {
  const content = Buffer.alloc(length);
  for (let at = 0; at < length; at++) content[at] = (at * 31 + (at >> 12)) & 0xff;
  const path = join(folder, `of-${length}`);
  writeFileSync(path, content);
  return { path, content };
}

async function piecesOf(path: string): Promise<readonly Buffer[]> {
  const pieces: Buffer[] = [];
  // Copied, since the next may lie in the same memory.
  for await (const piece of filePieces(path)) pieces.push(Buffer.from(piece));
  return pieces;
}

describe("the pieces of a file", () => {
  it.each([0, 1, FIRST - 1, FIRST, FIRST + 1, FIRST + MIB, FIRST + MIB + 1, 4 * MIB + 7])(
    "are all of its bytes, in order: %i",
    async (length) => {
      const { path, content } = fileOf(length);
      const pieces = await piecesOf(path);
      expect(Buffer.concat(pieces).equals(content)).toBe(true);
      expect(pieces.every((piece) => piece.length > 0 && piece.length <= MIB)).toBe(true);
    },
  );

  it("begin with the header and the first chunk of an event log, so that whole chunks follow", async () => {
    const { path } = fileOf(FIRST + 3 * MIB);
    expect((await piecesOf(path)).map((piece) => piece.length)).toEqual([FIRST, MIB, MIB, MIB]);
  });

  it("stay as they are while the next one is read", async () => {
    const { path, content } = fileOf(FIRST + 2 * MIB);
    let at = 0;
    for await (const piece of filePieces(path)) {
      await new Promise((done) => setTimeout(done, 30));
      expect(content.subarray(at, at + piece.length).equals(piece)).toBe(true);
      at += piece.length;
    }
    expect(at).toBe(content.length);
  });

  it("end where a file does that was cut while it was read", async () => {
    const { path } = fileOf(8 * MIB);
    let length = 0;
    for await (const piece of filePieces(path)) {
      if (length === 0) truncateSync(path, FIRST + MIB);
      length += piece.length;
    }
    expect(length).toBeLessThanOrEqual(FIRST + 2 * MIB);
  });

  it.skipIf(process.platform !== "linux")("leave no file open when nobody wants more of them", async () => {
    const { path } = fileOf(3 * MIB);
    const before = readdirSync("/proc/self/fd").length;
    for (let i = 0; i < 20; i++) for await (const piece of filePieces(path)) if (piece.length > 0) break;
    expect(readdirSync("/proc/self/fd").length).toBeLessThan(before + 10);
  });

  it("tell of a file that is not there", async () => {
    await expect(piecesOf(join(folder, "absent"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  it.skipIf(process.platform !== "linux")("come from a named pipe as from a file", async () => {
    const path = join(folder, "pipe");
    execFileSync("sh", ["-c", 'mkfifo "$0"', path]);
    const writer = spawn("sh", ["-c", 'printf one > "$0"', path]);
    const [pieces] = await Promise.all([piecesOf(path), once(writer, "close")]);
    expect(Buffer.concat(pieces).toString()).toBe("one");
  });
});
