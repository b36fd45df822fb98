import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createEvtxWriter } from "../../parsers/evtx/write.ts";
import type { EventRecord } from "../../parsers/record.ts";
import { scenarioNamed } from "../history/scenarios.ts";

/** A folder that is gone after the tests of the file. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "thawline-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function evtxOf(records: readonly EventRecord[]): Uint8Array {
  const writer = createEvtxWriter();
  for (const record of records) writer.add(record);
  return writer.finish();
}

/** Writes the logs of a history into a new folder: one .evtx a server and channel. Returns the folder. */
export function writeLogs(parent: string, scenario: string): string {
  const folder = join(parent, scenario);
  mkdirSync(folder, { recursive: true });
  const logs = new Map<string, EventRecord[]>();
  for (const record of scenarioNamed(scenario).build().records) {
    const name = `${record.server?.split(".")[0]}-${record.channel?.replaceAll("/", "%4")}.evtx`;
    logs.set(name, [...(logs.get(name) ?? []), record]);
  }
  for (const [name, records] of logs) writeFileSync(join(folder, name), evtxOf(records));
  return folder;
}
