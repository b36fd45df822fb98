import { describe, expect, it } from "vitest";
import { accumulated, log, put16, put32, segment, sumPage } from "./build.ts";
import { checkLog } from "./run.ts";
import { slowLegacy } from "./slow.ts";

const MISMATCH = "segment checksum mismatch";

/** A log of generation 5 with eight sectors of which the first three segments are written; then these in their places. */
function scan(placed: Readonly<Record<number, Uint8Array>>, written = 3) {
  const bytes = log({ generation: 5, written });
  for (const [index, content] of Object.entries(placed)) bytes.set(content, Number(index) * 4096);
  return { bytes, report: checkLog(bytes).report };
}

const damaged = (content: Uint8Array): Uint8Array => content.slice().fill(7, 1000, 1300);

describe("segments of a log", () => {
  it("may end early", () => {
    const { bytes, report } = scan({});
    const [xor, ecc] = accumulated(bytes, 3);
    const hex = (word: number) => word.toString(16).padStart(8, "0");
    expect(report).toMatchObject({
      eseutilExit: 0,
      segments: { good: 3, zero: 3, lastSegment: 3, accumulated: `0x${hex(ecc)}${hex(xor)}` },
    });
  });

  it("end where the content of an older log begins", () => {
    const { report } = scan({ 4: segment(4, 4), 5: segment(4, 5) });
    expect(report).toMatchObject({ eseutilExit: 0, segments: { good: 3, stale: 2, zero: 1, corrupt: null } });
  });

  it("are corrupt where the content of a newer log stands", () => {
    const { report } = scan({ 4: segment(6, 4) });
    expect(report).toMatchObject({
      eseutilExit: -501,
      segments: { corrupt: { segment: 4 }, lastSegment: 3 },
    });
  });

  it("are corrupt where good ones follow an empty one, or a damaged one does", () => {
    expect(scan({ 5: segment(5, 5) }).report.segments?.corrupt).toEqual({
      segment: 5,
      reason: "valid segment after an empty one",
    });
    expect(scan({ 5: damaged(segment(5, 5)) }).report.segments?.corrupt).toEqual({
      segment: 5,
      reason: MISMATCH,
    });
  });

  it("may have the second copy of the last one behind them", () => {
    const { report } = scan({ 4: segment(5, 3) });
    expect(report).toMatchObject({
      eseutilExit: 0,
      segments: { good: 3, shadow: 1, zero: 2, corrupt: null },
    });
  });

  it("are torn where a good copy of the damaged one follows", () => {
    const torn = scan({ 4: damaged(segment(5, 4)), 5: segment(5, 4) });
    expect(torn.report).toMatchObject({
      eseutilExit: 0,
      segments: { good: 3, torn: { segment: 4 }, corrupt: null },
    });
    const last = scan({ 6: damaged(segment(5, 6)), 7: segment(5, 6) }, 5);
    expect(last.report).toMatchObject({ eseutilExit: 0, segments: { good: 5, torn: { segment: 6 } } });
  });

  it.each([
    ["is damaged as well", damaged(segment(5, 4))],
    ["is of another log", segment(4, 4)],
    ["is another one", segment(5, 5)],
  ])("are corrupt where the copy of the damaged one %s", (_, copy) => {
    const { report } = scan({ 4: damaged(segment(5, 4)), 5: copy });
    expect(report).toMatchObject({
      eseutilExit: -501,
      segments: { torn: null, corrupt: { segment: 4, reason: MISMATCH } },
    });
  });

  it("have no copy before the first", () => {
    const first = segment(5, 0);
    expect(scan({ 1: first }).report.segments?.corrupt).toEqual({ segment: 1, reason: MISMATCH });
  });

  it("are corrupt in the format of old pages, whatever their sum", () => {
    const old = segment(5, 4);
    put32(old, 36, 0);
    put32(old, 4, 4);
    put32(old, 0, slowLegacy(old));
    expect(scan({ 4: old }).report.segments?.corrupt).toEqual({ segment: 4, reason: MISMATCH });
  });

  it("are placed by what they say when the wrong bit is put right", () => {
    const moved = segment(5, 4);
    moved[10] = (moved[10] ?? 0) ^ 0x40;
    expect(scan({ 4: moved }).report).toMatchObject({
      eseutilExit: 0,
      segments: { good: 4, correctable: 1 },
    });
    const elsewhere = segment(5, 4);
    put16(elsewhere, 10, 2);
    expect(scan({ 4: sumPage(elsewhere, 4) }).report.segments).toMatchObject({ good: 3, stale: 1 });
  });
});
