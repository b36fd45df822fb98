import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testFolder } from "../logs.ts";
import type { Flooded, flood } from "./flood.ts";

const folder = testFolder();
/** Ten thousand a second for a minute. */
const RECORDS = process.env.THAWLINE_PROOF === "full" ? 600_000 : 60_000;
const MIB = 1024 ** 2;
/** What the process gets for all that lives long; without it, Node lets garbage lie as long as there is room. */
const HEAP_MIB = 128;

/** In a process of its own, whose memory is nobody else's. */
function flooded(): Flooded {
  const module = new URL("flood.ts", import.meta.url).href;
  const run: keyof { flood: typeof flood } = "flood";
  const script = `import { ${run} } from ${JSON.stringify(module)};
    console.log(JSON.stringify(await ${run}(process.argv[1], ${RECORDS})));`;
  const node = [
    `--max-old-space-size=${HEAP_MIB}`,
    "--expose-gc",
    "--import",
    "tsx",
    "--input-type=module",
    "-e",
    script,
    "--",
  ];
  const { stdout, stderr } = spawnSync(process.execPath, [...node, join(folder, "state")], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

it(`loses nothing of ${RECORDS} records that come as fast as they are taken, and stays small`, () => {
  const all = flooded();
  expect(all.read).toBe(RECORDS);
  expect(all.meant).toBeGreaterThan(RECORDS / 3);
  expect(all.stored).toBe(all.meant);
  expect(all.jobs).toEqual(Array.from({ length: 40 }, () => "succeeded"));
  // The same bounds whatever the number of records.
  expect(all.heapAfter - all.heapBefore).toBeLessThan(48 * MIB);
  expect(all.largestRss).toBeLessThan(400 * MIB);
  // What lies more than eight days back is let go of but for the end of it, and its room given back to the disk.
  expect(all.size).toBeGreaterThan(all.stored * 500);
  expect(all.storedAtLast).toBeLessThan(20_000);
  expect(all.sizeAtLast).toBeLessThan(48 * MIB);
}, 1_800_000);
