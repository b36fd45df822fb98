import { createSink } from "../alert/sinks/index.ts";
import { createRedactor, secretsIn } from "../app/redact.ts";
import { createRunRecords } from "../app/runs/run-records.ts";
import { statusOf } from "../app/status/status.ts";
import { topologyAsker } from "../app/topology.ts";
import { createSources } from "../app/watch/sources.ts";
import { jobReport } from "../app/watch/stored-report.ts";
import { createTopologyKeeper } from "../app/watch/topology-keeper.ts";
import type { Renewed } from "../app/watch/verdicts.ts";
import { watch } from "../app/watch/watch.ts";
import type { Config } from "../config/default-config.ts";
import { stateFolder } from "../config/places.ts";
import { readTopology } from "../config/topology-file.ts";
import type { Store } from "../model/store.ts";
import { openLog } from "../platform/log.ts";
import { serveMetrics } from "../platform/metrics-server.ts";
import { createShell } from "../platform/powershell.ts";
import { startPowerShell } from "../platform/powershell-reader.ts";
import { packageVersion } from "../platform/version.ts";
import { renderMetrics } from "../report/prometheus.ts";
import { createJobLines } from "../report/watch-lines.ts";
import { systemClock } from "../source/clock.ts";
import { openStore } from "../store/open-store.ts";
import { UsageError } from "./ends.ts";
import { EXIT, exitCodeOf, type FailOn } from "./exit-codes.ts";
import type { GlobalOptions } from "./globals.ts";
import { loadConfig } from "./load-config.ts";
import { renderOptions } from "./render-options.ts";
import { withSession } from "./session.ts";
import { sinkPorts } from "./sink-ports.ts";
import { type ChosenSources, chooseSources } from "./watch-sources.ts";

export interface WatchOptions extends GlobalOptions {
  readonly source: readonly string[];
  readonly replay?: boolean;
  readonly format: "text" | "json";
  readonly topology?: string;
  readonly timeZone?: string;
  readonly logFile?: string;
  readonly failOn: FailOn;
}

/** Runs `watch`; returns the exit code. */
export async function runWatch(options: WatchOptions): Promise<number> {
  try {
    return await start(options);
  } catch (error) {
    if (options.logFile !== undefined) {
      // Of a service nobody sees stderr.
      const log = openLog("silent", { path: options.logFile, redact: (text) => text });
      log.error({ reason: error instanceof Error ? error.message : String(error) }, "the watcher ended");
    }
    throw error;
  }
}

async function start(options: WatchOptions): Promise<number> {
  const config = await loadConfig(options);
  const replay = options.replay === true;
  const chosen = chooseSources(options.source, config.watch, process.platform, replay);
  const given = options.topology ?? config.watch.topology.file;
  const topology = given === null ? null : await readTopology(given);
  const folder = options.state ?? stateFolder();
  const store = openStore({ folder, mode: "watch" });
  try {
    return await run(options, config, chosen, { store, folder, topology });
  } finally {
    store.close();
  }
}

interface Opened {
  readonly store: Store;
  readonly folder: string;
  readonly topology: Awaited<ReturnType<typeof readTopology>> | null;
}

async function run(
  options: WatchOptions,
  config: Config,
  chosen: ChosenSources,
  { store, folder, topology }: Opened,
): Promise<number> {
  const version = packageVersion();
  const replay = options.replay === true;
  const timeZone = options.timeZone ?? config.timeZone ?? undefined;
  const session = { ...options, ...(await keptLog(options, config)) };
  return await withSession(session, false, async ({ now, stdin, folder: temp, log, signal }) => {
    const stop = signal ?? new AbortController().signal;
    // Reports and alerts do not depend on whether somebody reads the lines.
    process.stdout.once("error", ({ message }) => {
      log.warn({ reason: message }, "jobs cannot be told on standard output any more");
      process.stdout.on("error", () => undefined);
    });
    const ports = sinkPorts({ now, folder, memory: store.notes });
    const jobLine = createJobLines();
    const records = createRunRecords(folder);
    const { metrics: endpoint } = config.watch;
    const metrics =
      replay || endpoint === null
        ? null
        : await serveMetrics(endpoint, () =>
            renderMetrics(statusOf(store, now(), records.read().runs), version),
          ).catch((error: unknown) => {
            const reason = error instanceof Error ? error.message : String(error);
            throw new UsageError(
              `metrics: ${endpoint.host}:${endpoint.port} cannot be listened on: ${reason}`,
            );
          });
    const watching = watch({
      store,
      sources: createSources({
        ...chosen,
        follow: !replay,
        timeZone,
        store,
        stdin,
        folder: temp,
        startChild: startPowerShell,
      }),
      sinks: config.watch.alerts.sinks.map((settings) => createSink(settings, ports)),
      topology: createTopologyKeeper({
        store,
        given: topology,
        // Exchange and its shell are on Windows; elsewhere only a file can tell.
        ask: process.platform === "win32" ? topologyAsker(() => createShell()) : null,
        refreshSeconds: config.watch.topology.refreshSeconds,
        sleep: systemClock.sleep,
        log,
      }),
      settings: config.settings,
      watch: config.watch,
      folder,
      mode: replay ? "replay" : "live",
      version,
      now,
      log,
      signal: stop,
      judged: (renewed) => {
        const from = { store, settings: config.settings, version, now: now() };
        for (const text of told(renewed, options, from, jobLine)) process.stdout.write(text);
      },
    });
    const report = await watching.finally(() => metrics?.close());
    // Stopping is how a watch ends.
    return replay && !stop.aborted ? exitCodeOf(report.summary.verdict, options.failOn) : EXIT.ok;
  });
}

async function keptLog({ logFile }: WatchOptions, config: Config) {
  if (logFile === undefined) return {};
  return { keepLog: { path: logFile, redact: createRedactor(await secretsIn(config, process.env)) } };
}

/** Jobs that have ended, when they or what is known of them changed. */
function told(
  { changed, findings }: Renewed,
  options: WatchOptions,
  from: Parameters<typeof jobReport>[0],
  jobLine: ReturnType<typeof createJobLines>,
): readonly string[] {
  return changed
    .filter(({ outcome }) => outcome !== "running")
    .map((job) => {
      const own = findings.filter((found) => found.job === job.id);
      if (options.format === "json") return `${JSON.stringify({ job, findings: own })}\n`;
      return jobLine(jobReport(from, job, own), renderOptions(options));
    });
}
