import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { wants } from "../../src/catalogue/index.ts";
import type { Source, SourceBatch } from "../../src/model/source.ts";
import type { Topology } from "../../src/model/topology.ts";
import { createFileSource } from "../../src/source/follow/index.ts";
import { handedOver, watchedFrom } from "../app/watch/replaying.ts";
import { drawsOf } from "../crash/logs.ts";
import { analyzePaths } from "../history/analysing.ts";
import { GOLDENS } from "../history/sample-files.ts";

const root = fileURLToPath(new URL("../../samples", import.meta.url));
const folders = readdirSync(root, { withFileTypes: true })
  .filter((form) => form.isDirectory())
  .flatMap(({ name }) => readdirSync(join(root, name)).map((sample) => `${name}/${sample}`));

function sourceOf(path: string): Source {
  const folder = (): string => {
    throw new Error("a sample too large for the memory");
  };
  return createFileSource({ path, follow: false, wants, timeZone: "UTC", known: () => null, folder });
}

/** All batches of a file, cut into pieces of up to some records; what is said of the whole goes with the last one. */
async function cut(path: string, size: () => number): Promise<SourceBatch[]> {
  const pieces: SourceBatch[] = [];
  for await (const batch of sourceOf(path).batches(null, new AbortController().signal)) {
    for (let at = 0; at === 0 || at < batch.records.length; ) {
      const records = batch.records.slice(at, at + size());
      at += Math.max(1, records.length);
      const { summary, ...rest } = batch;
      const whole = at < batch.records.length ? { logs: null } : summary === undefined ? {} : { summary };
      const place = { position: { at: pieces.length }, restart: "resumes", caughtUp: true } as const;
      pieces.push({ ...rest, ...place, ...whole, records });
    }
  }
  return pieces;
}

/** The pieces of all files by turns that chance gives; those of one file stay in their order. */
function mixed(files: readonly SourceBatch[][], draw: () => number): readonly SourceBatch[] {
  const left = files.map((pieces) => [...pieces]);
  const order: SourceBatch[] = [];
  for (let some = left; some.length > 0; some = some.filter((pieces) => pieces.length > 0)) {
    order.push(...(some[Math.floor(draw() * some.length)]?.splice(0, 1) ?? []));
  }
  return order;
}

describe.each(folders)("%s", (folder) => {
  const path = join(root, folder);
  const inputs = readdirSync(path)
    .filter((name) => !GOLDENS.includes(name))
    .map((name) => join(path, name));
  const given = join(path, "topology.json");
  const topology: Topology | null = existsSync(given) ? JSON.parse(readFileSync(given, "utf8")) : null;

  it("is judged alike at once, watched, in pieces, and by watchers that die between them", async () => {
    const { jobs, findings } = await analyzePaths(inputs, topology);
    const answer = JSON.stringify({ jobs, findings }, null, 1);
    const text = async (concluded: ReturnType<typeof handedOver>): Promise<string> => {
      const { jobs, findings } = await concluded;
      return JSON.stringify({ jobs, findings }, null, 1);
    };
    expect(await text(watchedFrom(inputs.map(sourceOf), topology))).toBe(answer);
    const draw = drawsOf(folder.length);
    const size = (): number => 1 + Math.floor(draw() * 12);
    const pieces = async () => mixed(await Promise.all(inputs.map((input) => cut(input, size))), draw);
    expect(await text(handedOver(await pieces(), () => false, topology))).toBe(answer);
    expect(await text(handedOver(await pieces(), () => draw() < 0.15, topology))).toBe(answer);
  });
});
