import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { addForEver, progressOf, sizeOfBatch } from "./batches.ts";
import { inProcess, inStore, stateFolder } from "./stores.ts";

const KILLS = process.env.THAWLINE_PROOF === "full" ? 300 : 30;
/** Of the life of a writer, in ms: some tens of commits. */
const LONGEST = 150;

/** Lets a writer go on where the one before was killed, and kills it. @returns the batches that it said were committed */
async function killedWriter(folder: string): Promise<readonly number[]> {
  const child = inProcess(addForEver, folder);
  let said = "";
  child.stdout?.on("data", (piece: Buffer) => {
    said += piece.toString();
  });
  const closed = once(child, "close");
  await Promise.race([once(child.stdout ?? child, "data"), closed]);
  await setTimeout(Math.random() * LONGEST);
  child.kill("SIGKILL");
  const [, signal] = await closed;
  // Whatever else ended it would be a fault of its own.
  expect(signal).toBe("SIGKILL");
  const [open, ...batches] = said.slice(0, said.lastIndexOf("\n")).split("\n");
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
  const batches = await Promise.all([killOften(KILLS / 2), killOften(KILLS / 2)]);
  for (const some of batches) expect(some).toBeGreaterThan(KILLS / 2);
}, 1_800_000);
