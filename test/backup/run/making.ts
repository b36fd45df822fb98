import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { runBackup } from "../../../src/backup/run/run-backup.ts";
import type { RunRecord } from "../../../src/model/backup/run.ts";
import { testFolder } from "../../app/logs.ts";
import { type Behaviour, type Fake, fakeServer, Hang } from "./fake-server.ts";
import type { FakeTool } from "./fake-tools.ts";

export interface Made extends Fake {
  readonly record: RunRecord;
}

/** Makes runs, each on a server of its own, in a folder that is gone after the tests of the file. */
export function runMaker() {
  const top = testFolder();
  let last = 0;
  return async (
    behaviour: Behaviour = {},
    prepare: (fake: Fake) => void = () => undefined,
  ): Promise<Made> => {
    const fake = fakeServer(join(top, String(++last)), behaviour);
    prepare(fake);
    return { ...fake, record: await runBackup(fake.plan, fake.ports) };
  };
}

/** What holds after every run that is not good: Exchange was not told, and nothing is left on the server. */
export function expectRefused({ record, server, plan, ports }: Made): void {
  expect(record.outcome).toBe("failed");
  expect(server.told).not.toContain("end");
  expect([server.shadows, [...server.exposed], record.left]).toEqual([[], [], []]);
  expect(record.endedAt).not.toBeNull();
  expect(record.steps.every(({ end }) => end !== null)).toBe(true);
  const kept = JSON.parse(readFileSync(join(plan.folders.run, "run.json"), "utf8")) as unknown;
  expect(kept).toEqual(record);
  expect(JSON.parse(readFileSync(join(ports.registry, `${plan.id}.json`), "utf8"))).toEqual(record);
}

export async function hangs(): Promise<never> {
  throw new Hang("hangs");
}

/** What comes behind a tool's usual work. */
export const afterwards =
  (
    tool: FakeTool,
    change: (args: readonly string[], out: (text: string) => void) => number | null,
  ): FakeTool =>
  async (server, args, out, folder) => {
    const code = await tool(server, args, out, folder);
    return change(args, out) ?? code;
  };
