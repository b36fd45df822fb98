import { describe, expect, it } from "vitest";
import { createProgressLine } from "../../src/cli/progress.ts";

const MIB = 1024 * 1024;

describe("the progress line of a check", () => {
  it("tells the rate and the time that is left, and nothing of events", () => {
    const written: string[] = [];
    let now = 0;
    const progress = createProgressLine(
      { columns: 100, write: (text) => written.push(text) },
      () => now,
      "time",
    );
    progress.start(2, 1024 * MIB);
    progress.input("DB01.edb");
    now = 4000;
    progress.bytes(256 * MIB);
    expect(written.at(-1)).toBe("\r\u001b[K[1/2] 256.0 MiB of 1.0 GiB, 64.0 MiB/s, 0:12 left  DB01.edb");
  });

  it("tells hours where it takes hours, and nothing before there is a rate", () => {
    const written: string[] = [];
    let now = 0;
    const progress = createProgressLine(
      { columns: 100, write: (text) => written.push(text) },
      () => now,
      "time",
    );
    progress.start(1, 10_001 * MIB);
    now = 1000;
    progress.bytes(MIB);
    expect(written.at(-1)).not.toContain("left");
    now = 5000;
    progress.bytes(0);
    expect(written.at(-1)).toContain(", 13:53:20 left");
  });
});
