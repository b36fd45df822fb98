import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import type { AlertMessage } from "../../src/model/alert.ts";
import type { Report } from "../../src/model/report.ts";
import { testFolder } from "../app/logs.ts";
import { thawline } from "../cli/run.ts";
import { writeSites } from "../history/random.ts";
import type { appendLogs } from "./append-logs.ts";
import { startWatch, watchUntil } from "./killing.ts";
import { drawsOf } from "./logs.ts";

const FULL = process.env.THAWLINE_PROOF === "full";
const KILLS = FULL ? 50 : 6;
const SEED = Number(process.env.THAWLINE_SEED ?? (FULL ? Date.now() % 1_000_000 : 20240310));
const WRITING_SECONDS = FULL ? 60 : 10;
const PATIENCE_MS = 240_000;
const folder = testFolder();
const logs = join(folder, "logs");
const state = join(folder, "state");
const told = join(folder, "told.ndjson");

const EPISODES = [
  ...["full", "freezeTimeout", "aborted", "notBackedUp", "frozenSlowly", "volumeMissing", "incremental"],
  ...["prepareFailed", "shutDown", "storageLost"],
];

/** Of the last 20 hours: nobody is told of what ended more than a day before the first start. */
function writeRecords(): void {
  const now = Date.now();
  const sites = EPISODES.map((episode, index) => ({
    ...({ version: "2016", role: "standalone", databases: 1 + (index % 3), skewSeconds: 0 } as const),
    offsetSeconds: index * 900,
    episodes: [episode],
  }));
  const { records } = writeSites(sites, 120, new Date(now - 20 * 3_600_000).toISOString());
  const past = records.filter(({ time }) => Date.parse(time ?? "") < now);
  writeFileSync(join(folder, "records.json"), JSON.stringify(past));
}

function startWriter() {
  const module = new URL("append-logs.ts", import.meta.url).href;
  const run: keyof { appendLogs: typeof appendLogs } = "appendLogs";
  const script = `import { ${run} } from ${JSON.stringify(module)}; await ${run}(process.argv[1], ${WRITING_SECONDS});`;
  const node = ["--import", "tsx", "--input-type=module", "-e", script, "--", folder];
  return spawn(process.execPath, node, { stdio: ["ignore", "ignore", "inherit"] });
}

/** What the sink was told; a kill may have cut off what it was being handed. */
function messages(): readonly AlertMessage[] {
  if (!existsSync(told)) return [];
  return readFileSync(told, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
}

const troubleOf = ({
  code,
  server,
  database,
}: Pick<Report["findings"][number], "code" | "server" | "database">) =>
  `${code} ${server} ${database}`.toLowerCase();

/** Warnings and failures; a failure of a whole job is one of each database that the job lost. */
const troublesOf = ({ findings, jobs }: Report) =>
  findings
    .filter(({ severity }) => severity !== "info")
    .flatMap((finding) => {
      if (finding.database !== null || finding.severity !== "failure") return [troubleOf(finding)];
      const lost = jobs
        .filter(({ id }) => id === finding.job)
        .flatMap(({ databases }) => databases.filter(({ outcome }) => outcome !== "succeeded"));
      if (lost.length === 0) return [troubleOf(finding)];
      return lost.map(({ name, server }) => troubleOf({ ...finding, database: name, server }));
    });

it(`follows logs that are written meanwhile, killed ${KILLS} times, and tells of each trouble (THAWLINE_SEED=${SEED})`, async () => {
  const draw = drawsOf(SEED);
  mkdirSync(logs);
  writeRecords();
  const config = join(folder, "thawline.yaml");
  const sink = { kind: "command", name: "file", file: "sh", args: ["-c", 'cat >> "$0"; echo >> "$0"', told] };
  writeFileSync(config, JSON.stringify({ alerts: { sinks: [sink] } }));
  const args = ["--source", logs, "--config", config];

  const writer = startWriter();
  const written = once(writer, "close");
  for (let kills = 0; kills < KILLS; kills += 1) {
    const { signal, stderr } = await watchUntil(args, state, 1 + Math.floor(draw() * 6), draw, 6_000);
    expect({ signal, stderr }).toEqual({ signal: "SIGKILL", stderr: "" });
  }
  expect(await written).toEqual([0, null]);

  const analysis: Report = JSON.parse((await thawline(["analyze", logs, "--format", "json"])).stdout);
  const expected = new Set(troublesOf(analysis));
  const last = startWatch(args, state);
  const ended = once(last, "close");
  const tellings = () =>
    messages().flatMap(({ reason, idempotencyKey, alerts }) =>
      alerts.map((alert) => ({ reason, idempotencyKey, trouble: troubleOf(alert) })),
    );
  const missing = () => [...expected].filter((one) => !tellings().some(({ trouble }) => trouble === one));
  for (const until = Date.now() + PATIENCE_MS; missing().length > 0 && Date.now() < until; ) await pause(200);
  last.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);

  const jobs = ["jobs", "--format", "json", "--limit", "1000000", "--state", state];
  const stored: Report = JSON.parse((await thawline(jobs)).stdout);
  expect(stored.jobs).toEqual(analysis.jobs);
  expect(stored.jobs.length).toBeGreaterThan(5);
  // Each trouble in one message, however often that was handed over.
  expect(expected.size).toBeGreaterThan(5);
  const keys = new Map<string, string>();
  for (const { reason, idempotencyKey, trouble } of tellings())
    keys.set(`${idempotencyKey} ${trouble}`, `${reason} ${trouble}`);
  expect([...keys.values()].sort()).toEqual([...expected].map((trouble) => `open ${trouble}`).sort());
}, 1_800_000);
