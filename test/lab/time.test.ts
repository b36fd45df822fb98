import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createClock, type RealTime } from "../../src/lab/clock.ts";
import { folderDisk } from "../../src/lab/disk.ts";
import { createQueue } from "../../src/lab/queue.ts";
import { createRandom } from "../../src/lab/random.ts";
import { runLab } from "../../src/lab/run.ts";
import { scenarioNamed } from "../../src/lab/scenarios/index.ts";
import { testFolder } from "../app/logs.ts";
import { readBack } from "../history/read-back.ts";
import { NO_REAL_TIME } from "./run.ts";

/** A machine on which time passes only while somebody sleeps. */
function sleeper(begin: number, onSleep: () => Promise<void> | void = () => undefined) {
  let now = begin;
  const slept: number[] = [];
  const real: RealTime = {
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
      await onSleep();
    },
  };
  return { real, slept };
}

const BEGIN = Date.UTC(2025, 5, 1);

describe("the lab's clock", () => {
  it("does not wait as fast as can be", async () => {
    const clock = createClock(BEGIN, "max", NO_REAL_TIME);
    await clock.reach(86_400);
    expect(clock.now()).toBe(86_400);
  });

  it("waits as long as real time does, or a factor less", async () => {
    for (const [speed, ms] of [
      ["real", 90_000],
      [60, 1500],
    ] as const) {
      const { real, slept } = sleeper(BEGIN);
      const clock = createClock(BEGIN, speed, real);
      await clock.reach(90);
      expect([slept, clock.now()]).toEqual([[ms], 90]);
    }
  });

  it("never goes back", async () => {
    const clock = createClock(BEGIN, "max", NO_REAL_TIME);
    await clock.reach(10);
    await clock.reach(5);
    expect(clock.now()).toBe(10);
  });
});

describe("the queue", () => {
  it("runs steps by time, and of one moment in the order they were planned", async () => {
    const queue = createQueue(createClock(BEGIN, "max", NO_REAL_TIME));
    const seen: string[] = [];
    for (const [at, name] of [
      [5, "c"],
      [1, "a"],
      [5, "d"],
      [3, "b"],
      [9, "late"],
    ] as const) {
      queue.at(at, () => seen.push(`${name}@${queue.now()}`));
    }
    await queue.run(8);
    expect([seen, queue.now()]).toEqual([["a@1", "b@3", "c@5", "d@5"], 8]);
  });

  it("lets scripts wait, and stops them where they stand", async () => {
    const queue = createQueue(createClock(BEGIN, "max", NO_REAL_TIME));
    const seen: string[] = [];
    const script = function* (name: string) {
      for (;;) {
        seen.push(`${name}@${queue.now()}`);
        yield 10;
      }
    };
    queue.start(script("a"));
    const b = queue.start(script("b"));
    queue.at(15, () => b.stop());
    await queue.run(25);
    expect(seen).toEqual(["a@0", "b@0", "a@10", "b@10", "a@20"]);
  });
});

describe("random numbers", () => {
  it("are the same for a seed, and do not depend on what another source drew", () => {
    const draw = (busy: boolean): readonly number[] => {
      const random = createRandom(42);
      if (busy) for (let i = 0; i < 10; i++) random.fork("other").between(0, 1);
      const own = random.fork("own");
      return [own.integer(1, 6), own.integer(1, 6), own.integer(1, 6), own.between(0, 1)];
    };
    expect(draw(true)).toEqual(draw(false));
    expect(createRandom(1).between(0, 1)).not.toBe(createRandom(2).between(0, 1));
  });
});

describe("a run that follows a real clock", () => {
  it("begins now, and its logs can be read whole at every moment", async () => {
    const scenario = scenarioNamed("good");
    if (scenario === undefined) throw new Error("no scenario good");
    const folder = join(testFolder(), "live");
    const path = join(folder, "SIM-EX1/Application.evtx");
    const counts: number[] = [];
    let sleeps = 0;
    const { real } = sleeper(BEGIN, async () => {
      sleeps += 1;
      if (sleeps % 8 !== 0) return;
      const { records, diagnostics } = await readBack(readFileSync(path), path);
      expect(diagnostics).toEqual([]);
      counts.push(records.length);
    });
    const lab = await runLab({ scenario, seed: 3, speed: 60, disk: folderDisk(folder) }, real);
    expect(lab.logs.records()[0]?.time?.slice(0, 13)).toBe("2025-06-01T00");
    expect(counts.length).toBeGreaterThan(100);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(new Set(counts).size).toBeGreaterThan(20);
  });
});
