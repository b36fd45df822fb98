import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { addForEver, progressOf, sizeOfBatch } from "./batches.ts";
import { inProcess, inStore, stateFolder } from "./stores.ts";

const KILLS_A_STORE = 15;
const KILLS = process.env.THAWLINE_PROOF === "full" ? 300 : 30;
/** A writer is killed when it has said so many commits at the most, and at most so many ms later: in the midst of one. */
const COMMITS = 8;
const LATER = 30;

/** Lets a writer go on where the one before was killed, and kills it. @returns the batches that it said were committed */
async function killedWriter(folder: string): Promise<readonly number[]> {
  const child = inProcess(addForEver, folder);
  const commits = Math.floor(Math.random() * COMMITS);
  let said = "";
  const lines = (): string[] =>
    said
      .slice(0, said.lastIndexOf("\n") + 1)
      .split("\n")
      .slice(0, -1);
  const reached = new Promise<void>((resolve) => {
    child.stdout?.on("data", (piece: Buffer) => {
      said += piece.toString();
      // The first line says that the store is open.
      if (lines().length > commits) resolve();
    });
  });
  const closed = once(child, "close");
  await Promise.race([reached, closed]);
  await setTimeout(Math.random() * LATER);
  child.kill("SIGKILL");
  const [, signal] = await closed;
  // Whatever else ended it would be a fault of its own.
  expect(signal).toBe("SIGKILL");
  const [open, ...batches] = lines();
  expect(open).toBe("open");
  return batches.map(Number);
}

/** Kills one writer of a store after the other, and looks at the store each time. @returns how many batches it has */
async function killOften(times: number): Promise<number> {
  const folder = stateFolder();
  let batches = 0;
  for (let kill = 0; kill < times; kill += 1) {
    const said = await killedWriter(folder);
    // It went on exactly behind what the one before had committed.
    expect(said[0] ?? batches).toBe(batches);
    const acknowledged = batches + said.length;
    const found = inStore(folder, progressOf);
    // The last one may have been committed without coming to say so; no other.
    expect([acknowledged, acknowledged + 1]).toContain(found.batches);
    const all = Array.from({ length: found.batches }, (_, batch) => batch);
    const events = all.reduce((sum, batch) => sum + sizeOfBatch(batch), 0);
    expect(found.taken).toBe(events);
    expect(found.numbers).toEqual(Array.from({ length: events }, (_, number) => number));
    expect(found.concluded).toEqual(all);
    batches = found.batches;
  }
  return batches;
}

it(`keeps events and bookmark in step through ${KILLS} kills at any instant, and what was committed`, async () => {
  for (let killed = 0; killed < KILLS; killed += 2 * KILLS_A_STORE) {
    const batches = await Promise.all([killOften(KILLS_A_STORE), killOften(KILLS_A_STORE)]);
    for (const some of batches) expect(some).toBeGreaterThan(0);
  }
}, 1_800_000);
