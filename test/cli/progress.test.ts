import { describe, expect, it } from "vitest";
import { createProgressLine } from "../../src/cli/progress.ts";

function terminal(columns = 60) {
  const written: string[] = [];
  let now = 0;
  const progress = createProgressLine({ columns, write: (text) => written.push(text) }, () => now);
  return {
    written,
    progress,
    pass(ms: number) {
      now += ms;
    },
  };
}

describe("the progress line", () => {
  it("says which file, how much, how fast, and what was found", () => {
    const { progress, written, pass } = terminal(100);
    progress.start(2, 4 * 1024 * 1024);
    progress.input("MBX1.evtx");
    for (let i = 0; i < 12; i += 1) progress.found();
    pass(2000);
    progress.bytes(1024 * 1024);
    expect(written.at(-1)).toBe(
      "\r\u001b[K[1/2] 1.0 MiB of 4.0 MiB, 512.0 KiB/s, 12 events found  MBX1.evtx",
    );
  });

  it("is drawn at most ten times a second", () => {
    const { progress, written, pass } = terminal();
    progress.start(1, 0);
    for (let i = 0; i < 1000; i += 1) {
      progress.bytes(1);
      pass(1);
    }
    expect(written.length).toBeLessThanOrEqual(10);
  });

  it("stays on one line, whatever the name of a file", () => {
    const { progress, written } = terminal(40);
    progress.start(1, 0);
    progress.input(`\u001b[2J\r\n${"x".repeat(200)}`);
    const [line] = written;
    expect(line?.startsWith("\r\u001b[K[1/1]")).toBe(true);
    expect(line?.slice(4)).not.toMatch(/\p{Cc}/u);
    expect(line?.slice(4).length).toBeLessThanOrEqual(39);
  });

  it("shows the end of a long path", () => {
    const { progress, written } = terminal(50);
    progress.start(1, 0);
    progress.input("C:\\logs of the whole year\\MBX1-Application.evtx");
    expect(written[0]).toMatch(/events found {2}….*cation\.evtx$/);
    expect(written[0]?.slice(4).length).toBe(49);
  });

  it("goes away without a trace", () => {
    const { progress, written } = terminal();
    progress.clear();
    expect(written).toEqual([]);
    progress.input("a");
    progress.clear();
    progress.clear();
    expect(written.at(-1)).toBe("\r\u001b[K");
    expect(written).toHaveLength(2);
  });
});
