import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { normalise } from "../src/correlate/normalise.ts";
import { createPlacer } from "../src/correlate/order.ts";
import type { Placed } from "../src/model/event.ts";
import type { Report } from "../src/model/report.ts";
import { openStore } from "../src/store/open-store.ts";

const SAMPLES = fileURLToPath(new URL("../samples/event-xml/", import.meta.url));
const EVENTS = 200_000;
const BATCH = 1_000;
const ROUNDS = 5;

interface Figures {
  readonly what: string;
  readonly "events/s": number;
  readonly "µs of processor an event": number;
}

/** Events of the samples, a batch and its bookmark a transaction, each on the disk before the next; then all read back. */
export function benchStore(): readonly Figures[] {
  const placed = sampleEvents();
  const bytes = placed.reduce((sum, one) => sum + JSON.stringify(one).length, 0) / placed.length;
  const rounds = Array.from({ length: ROUNDS }, () => round(placed));
  console.log(`${EVENTS} events of ${bytes.toFixed(0)} bytes, median of ${ROUNDS} rounds`);
  const median = (pick: (one: (typeof rounds)[number]) => Figures): Figures => {
    const sorted = rounds.map(pick).sort((a, b) => a["events/s"] - b["events/s"]);
    const middle = sorted[Math.floor(ROUNDS / 2)];
    if (middle === undefined) throw new Error("no rounds");
    return middle;
  };
  const size = rounds[0]?.size ?? 0;
  console.log(`${(size / EVENTS).toFixed(0)} bytes an event on the disk`);
  return [median((one) => one.added), median((one) => one.read)];
}

const MAIN = fileURLToPath(new URL("../dist/src/cli/main.js", import.meta.url));
const DAYS = 400;
const JOBS_A_NIGHT = 10;
const DAY = 86_400_000;

/** What ten backups a night come to in 400 days: the jobs of the samples with their findings, one after the other. */
export function benchStoreSize(): readonly object[] {
  const samples = fileURLToPath(new URL("../samples", import.meta.url));
  const { stdout } = spawnSync(
    process.execPath,
    [MAIN, "analyze", samples, "--format", "json", "--fail-on", "never"],
    { maxBuffer: 2 ** 28, encoding: "utf8" },
  );
  const { jobs, findings }: Report = JSON.parse(stdout);
  const folder = mkdtempSync(join(tmpdir(), "thawline-bench-"));
  const store = openStore({ folder, mode: "watch" });
  try {
    for (let night = 0; night < DAYS; night += 1)
      store.transaction(() => {
        for (let index = 0; index < JOBS_A_NIGHT; index += 1) {
          const number = night * JOBS_A_NIGHT + index;
          const job = jobs[number % jobs.length];
          if (job === undefined) throw new Error("no jobs in the samples");
          const start = new Date(Date.UTC(2024, 0, 1) + night * DAY).toISOString();
          const own = findings.filter((finding) => finding.job === job.id);
          store.verdicts.putJob({ ...job, id: `${number}`, start }, own);
        }
      });
    const mib = store.size() / 1024 ** 2;
    const started = performance.now();
    const last = store.verdicts.jobs({ limit: 20, database: jobs[0]?.databases[0]?.name ?? "" });
    const milliseconds = performance.now() - started;
    return [
      {
        jobs: DAYS * JOBS_A_NIGHT,
        "KiB a job": Number(((mib * 1024) / DAYS / JOBS_A_NIGHT).toFixed(1)),
        "MiB in all": Number(mib.toFixed(1)),
        [`ms for the last ${last.length} of a database`]: Number(milliseconds.toFixed(1)),
      },
    ];
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function round(placed: readonly Placed[]): { added: Figures; read: Figures; size: number } {
  const folder = mkdtempSync(join(tmpdir(), "thawline-bench-"));
  const store = openStore({ folder, mode: "watch" });
  try {
    let second = 1_700_000_000;
    const added = measured(`added, ${BATCH} a commit`, () => {
      for (let at = 0; at < EVENTS; at += BATCH) {
        const events = Array.from({ length: BATCH }, (_, i) => {
          if (i % 10 === 0) second += 1;
          return { second, placed: placed[(at + i) % placed.length] as Placed };
        });
        store.transaction(() => {
          store.events.add(events);
          store.bookmarks.put("live:EX01", "live:EX01/Application", { position: { at }, taken: at + BATCH });
        });
      }
    });
    const read = measured("read in order", () => {
      let seen = 0;
      for (const { placed: some } of store.events.from(0)) seen += some.length;
      if (seen !== EVENTS) throw new Error(`${seen} events read`);
    });
    return { added, read, size: store.size() };
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function measured(what: string, work: () => void): Figures {
  const cpu = process.cpuUsage();
  const started = performance.now();
  work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    what,
    "events/s": Math.round(EVENTS / seconds),
    "µs of processor an event": Number(((user + system) / EVENTS).toFixed(1)),
  };
}

function sampleEvents(): readonly Placed[] {
  return readdirSync(SAMPLES).flatMap((name) => {
    const place = createPlacer(name);
    return readFileSync(join(SAMPLES, name, "records.ndjson"), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .flatMap((line) => normalise(JSON.parse(line)) ?? [])
      .map(place);
  });
}
