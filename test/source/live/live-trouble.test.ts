import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startTalking } from "../../../src/platform/talking-process.ts";
import {
  createClock,
  ese,
  NOW,
  numbers,
  positionOf,
  readUntil,
  type SimulatedLogs,
  simulateLogs,
  timeOf,
} from "./logs.ts";

let lab: SimulatedLogs;
beforeEach(() => {
  lab = simulateLogs(["Application", "System"]);
  records("Application", ese(1, 6));
  records("System", ese(1, 2, { channel: "System" }));
});
afterEach(() => lab.remove());

function records(channel: string, list: ReturnType<typeof ese>): void {
  const log = lab.logs[channel];
  if (log !== undefined) log.records = list;
}

/** What is heard of the first trouble. */
const troubled = (behaviour: Readonly<Record<string, unknown>>, answerMs = 20_000) => {
  lab.behaviour = behaviour;
  const clock = createClock(NOW);
  return readUntil(lab.source({ clock, pace: { answerMs } }), null, ({ trouble }) => trouble !== null);
};

/** After so much trouble all is well: as if the machine had been put in order. */
const mended = (batchesOfTrouble: number) => {
  let seen = 0;
  return readUntil(lab.source({ pace: { answerMs: 20_000 } }), null, ({ trouble, caughtUp }) => {
    if (trouble !== null) seen += 1;
    if (seen === batchesOfTrouble) {
      lab.behaviour = {};
      for (const log of Object.values(lab.logs)) delete log.refused;
      lab.save();
    }
    return caughtUp;
  });
};

describe("a log that cannot be read", () => {
  test("says why, holds no other log up, and is tried again ever less often", async () => {
    Object.assign(lab.logs.Application ?? {}, { refused: 5 });
    const clock = createClock(NOW);
    const tries: number[] = [];
    const batches = await readUntil(lab.source({ clock }), null, (batch) => {
      if (batch.input.endsWith("/Application")) tries.push(clock.now() - timeOf(10_000));
      return tries.length === 5;
    });
    const said =
      'the log Application of this machine cannot be read: access is denied; add the account to the group "Event Log Readers" of that server (error 5)';
    expect(new Set(batches.map(({ trouble }) => trouble))).toEqual(new Set([said]));
    expect(numbers(batches)).toEqual([1, 2]);
    // 2, 4, 8 and 16 s later, at the next look at the logs.
    expect(tries).toEqual([0, 5000, 10_000, 20_000, 40_000]);
    expect(batches.every(({ caughtUp }) => !caughtUp)).toBe(true);
    expect(lab.trace().filter(({ verb }) => verb === "open")).toHaveLength(1);
  });

  test("is read from where it was as soon as it can be", async () => {
    Object.assign(lab.logs.Application ?? {}, { refused: 1722 });
    const batches = await mended(2);
    expect(batches[0]?.trouble).toContain("Remote Event Log Management");
    expect(batches.at(-1)).toMatchObject({ trouble: null, caughtUp: true });
    expect(numbers(batches)).toEqual([1, 2, 1, 2, 3, 4, 5, 6]);
  });

  test("that is not there is told by its error, whatever the language", async () => {
    delete lab.logs.System;
    const [, system] = await readUntil(lab.source(), null, ({ trouble }) => trouble !== null);
    expect(system?.trouble).toBe(
      "the log System of this machine cannot be read: there is no such log (error 15007)",
    );
  });
});

describe("a reader that", () => {
  test("cannot be started", async () => {
    const startChild = () => startTalking("/nowhere/powershell.exe", []);
    const [batch] = await readUntil(lab.source({ startChild }), null, ({ trouble }) => trouble !== null);
    expect(batch?.trouble).toMatch(/^the reader of this machine's logs could not go on: .*ENOENT/);
  });

  test("ends at once says what it wrote to stderr", async () => {
    const [batch] = await troubled({ fails: true });
    expect(batch?.trouble).toMatch(/ended with exit code 1: Die Datei kann nicht geladen werden/);
  });

  test("may not run says what to do", async () => {
    const [batch] = await troubled({ limited: true });
    expect(batch?.trouble).toContain("constrained language mode");
  });

  test("says nothing is ended, and another one started", async () => {
    const [batch] = await troubled({ silent: true }, 300);
    expect(batch?.trouble).toBe("the reader of this machine's logs has not answered for 0 s");
    lab.behaviour = { muteAfter: 3 };
    const mute = await readUntil(
      lab.source({ pace: { answerMs: 1500 } }),
      null,
      ({ trouble }) => trouble !== null,
    );
    expect(mute.at(-1)?.trouble).toContain("has not answered");
    lab.behaviour = {};
    expect(numbers(await readUntil(lab.source(), positionOf(mute)))).toEqual([1, 2, 3, 4, 5, 6, 1, 2]);
  });

  test("dies in the midst of a line loses nothing and tells nothing twice", async () => {
    records("Application", ese(1, 30));
    lab.behaviour = { dieAtRecord: 17 };
    let dead = 0;
    const source = lab.source({ pace: { records: 5, answerMs: 20_000 } });
    const batches = await readUntil(source, null, ({ trouble, caughtUp }) => {
      if (trouble !== null) {
        dead += 1;
        lab.behaviour = {};
        lab.save();
      }
      return caughtUp && dead === 1;
    });
    const read = batches.filter(({ input }) => input.endsWith("/Application"));
    expect(numbers(read)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(batches.find(({ trouble }) => trouble !== null)?.trouble).toMatch(/ended with exit code 1/);
  });

  test("keeps on failing is started ever less often, up to every two minutes", async () => {
    lab.behaviour = { fails: true };
    const clock = createClock(NOW);
    await readUntil(lab.source({ clock }), null, (_, all) => all.length === 10);
    const seconds = clock.waits.map((ms) => ms / 1000);
    expect(seconds).toEqual([2, 4, 8, 16, 32, 64, 120, 120, 120]);
  });

  test("writes among noise of profiles and code pages is understood, and the noise told once", async () => {
    lab.behaviour = { noise: true };
    const batches = await readUntil(lab.source(), null);
    expect(numbers(batches)).toEqual([1, 2, 3, 4, 5, 6, 1, 2]);
    expect(batches.flatMap(({ diagnostics }) => diagnostics)).toMatchObject([
      { code: "live-noise", severity: "info", message: "Windows PowerShell" },
    ]);
  });

  test("loses a line to something else is asked anew", async () => {
    const batches = await troubled({ swallow: 2 });
    expect(batches.at(-1)?.trouble).toContain("lost a part of its answer");
    expect(numbers(batches)).toEqual([]);
  });

  test("floods its output without being asked is cut off, and takes no memory", async () => {
    const before = process.memoryUsage().rss;
    const batches = await troubled({ flood: true });
    expect(batches.at(-1)?.trouble).toContain("does not stop talking");
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });
});

test("text of every language arrives as it was written", async () => {
  const strings = ["Datenbank »Müller«", "データベース01", "Почта", "a\u0001b & <c>"];
  records("Application", ese(1, 1, { strings }));
  const [batch] = await readUntil(lab.source(), null);
  expect(batch?.records[0]?.strings.slice(0, 3)).toEqual(strings.slice(0, 3));
});

test("an event of a mebibyte arrives whole", async () => {
  records("Application", ese(1, 1, { strings: ["x".repeat(1024 * 1024)] }));
  const [batch] = await readUntil(lab.source(), null);
  expect(batch?.records[0]?.strings[0]).toHaveLength(1024 * 1024);
});

test("two servers are read side by side, each with its own place", async () => {
  const other = simulateLogs(["Application"]);
  try {
    other.logs.Application = { records: ese(701, 702, { computer: "MBX2.corp.local" }) };
    const sources = [lab.source({ server: "MBX1" }), other.source({ server: "MBX2" })];
    const [first, second] = await Promise.all(sources.map((source) => readUntil(source, null)));
    expect(sources.map(({ name }) => name)).toEqual(["live:MBX1", "live:MBX2"]);
    expect(first?.[0]?.input).toBe("live:MBX1/Application");
    expect(numbers(second ?? [])).toEqual([701, 702]);
    expect(second?.at(-1)?.logs?.[0]?.server).toBe("MBX2.corp.local");
    expect(other.trace()[0]).toMatchObject({ verb: "open", values: ["MBX2"] });
    other.logs.Application.records.push(...ese(703, 703, { computer: "MBX2.corp.local" }));
    const again = await readUntil(other.source({ server: "MBX2" }), positionOf(second ?? []));
    expect(numbers(again)).toEqual([703]);
  } finally {
    other.remove();
  }
});

test("no reader is left when the source ends, however it is ended", async () => {
  await readUntil(lab.source(), null);
  const abort = new AbortController();
  const waiting = lab.source({
    clock: { now: Date.now, random: () => 0, sleep: (_, signal) => ended(signal) },
  });
  const batches = waiting.batches(null, abort.signal)[Symbol.asyncIterator]();
  await batches.next();
  await batches.next();
  const next = batches.next();
  abort.abort();
  expect(await next).toMatchObject({ done: true });
  const pids = [...new Set(lab.trace().map(({ pid }) => pid))];
  expect(pids).toHaveLength(2);
  for (const pid of pids) await gone(pid);
});

const ended = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

/** Until the system has cleared it away. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(20);
  }
}
