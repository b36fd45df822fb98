import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { EventRecord } from "../../parsers/record.ts";
import { evtxForm } from "../history/formats/evtx.ts";
import type { Form } from "../history/formats/form.ts";
import { ownJson } from "../history/formats/json.ts";
import { wevtutilXml } from "../history/formats/xml.ts";
import { plannedSite, writeSites } from "../history/random.ts";

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function drawsOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Writes a random history of some days: a file for each server, the first one JSON lines, the second one XML, all others
 * event logs. One record in twenty is lost; one in twenty is there twice, in its own log or in another file; one in
 * twenty comes late, in a file of its own that is read last.
 *
 * @returns the paths of the files
 */
export function writeHistory(
  folder: string,
  seed: number,
  sites: number,
  noiseSeconds: number,
): readonly string[] {
  const draw = drawsOf(seed);
  const { records } = writeSites(fc.sample(plannedSite, { seed, numRuns: sites }), noiseSeconds);
  const logs = new Map<string, EventRecord[]>();
  const put = (name: string, record: EventRecord): void => {
    const log = logs.get(name) ?? [];
    log.push(record);
    logs.set(name, log);
  };
  for (const record of records) {
    const fate = draw();
    const server = (record.server ?? "").split(".")[0] ?? "";
    if (fate < 0.05) continue;
    if (fate < 0.1) {
      put("late", record);
      continue;
    }
    put(server, record);
    if (fate < 0.125) put(server, record);
    else if (fate < 0.15) put("again", record);
  }
  mkdirSync(folder, { recursive: true });
  const late = logs.get("late") ?? [];
  logs.delete("late");
  return [...logs, ["zz-late", late.reverse()] as const].map(([name, some], index) => {
    const form = FORMS[index] ?? evtxForm;
    const path = join(folder, `${name}.${form.extension}`);
    writeFileSync(path, form.write(some));
    return path;
  });
}

const FORMS: readonly Form[] = [ownJson, wevtutilXml];
