import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { testFolder } from "../app/logs.ts";
import { thawline } from "../cli/run.ts";
import { watchUntil } from "./killing.ts";
import { drawsOf, writeHistory } from "./logs.ts";

const FULL = process.env.THAWLINE_PROOF === "full";
/** Of each of the two tests. */
const KILLS = FULL ? 30 : 4;
const SEED = Number(process.env.THAWLINE_SEED ?? (FULL ? Date.now() % 1_000_000 : 20240310));
const folder = testFolder();
const logs = join(folder, "logs");
const files = writeHistory(logs, SEED, FULL ? 24 : 5, FULL ? 120 : 400);
// What an analysis of the folder passes over, and says so.
writeFileSync(join(logs, "readme.txt"), "Logs of last week.\n");
mkdirSync(join(logs, ".old"));

/** All of a report but when it was made, to the byte. */
function told(text: string): string {
  const { generatedAt: _generatedAt, ...report }: Report = JSON.parse(text);
  return JSON.stringify(report, null, 1);
}

it.each([
  ["each file a source", files],
  ["all files in one folder", [logs]],
])(
  `comes to what an analysis says, killed ${KILLS} times at any instant, %s (THAWLINE_SEED=${SEED})`,
  async (how, paths) => {
    const draw = drawsOf(SEED);
    const analysis = await thawline(["analyze", ...paths, "--format", "json"]);
    const args = ["--replay", ...paths.flatMap((path) => ["--source", path])];
    const jobsOf = async (state: string): Promise<string> => {
      const jobs = ["jobs", "--format", "json", "--limit", "1000000", "--state", state];
      return (await thawline(jobs)).stdout;
    };
    // One that nobody kills tells how often it writes, so that the kills can be spread over all of it.
    const unharmed = join(folder, how);
    const whole = await watchUntil(args, unharmed, Number.POSITIVE_INFINITY, draw);
    expect(whole.code).toBe(analysis.code);
    expect(JSON.parse(analysis.stdout).jobs.length).toBeGreaterThan(3);
    expect(told(await jobsOf(unharmed))).toBe(told(analysis.stdout));

    const most = Math.max(2, (2 * whole.writes) / KILLS);
    for (let [kills, stores] = [0, 0]; kills < KILLS; stores += 1) {
      const state = join(folder, `${how} ${stores}`);
      for (let isOver = false; !isOver; ) {
        const writes = kills < KILLS ? 1 + Math.floor(draw() * most) : Number.POSITIVE_INFINITY;
        const { code, signal, stderr } = await watchUntil(args, state, writes, draw);
        isOver = signal !== "SIGKILL";
        if (isOver) expect({ code, stderr }).toEqual({ code: analysis.code, stderr: "" });
        else kills += 1;
      }
      expect(told(await jobsOf(state))).toBe(told(analysis.stdout));
    }
  },
  1_800_000,
);
