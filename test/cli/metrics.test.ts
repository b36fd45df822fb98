import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { freePort, until } from "../alert/sinks/alertmanager-binary.ts";
import { testFolder } from "../app/logs.ts";
import { startWatch } from "../crash/killing.ts";
import { ownJson } from "../history/formats/json.ts";
import { writeSites } from "../history/random.ts";
import { faultsOf, NO_PROMETHEUS, startPrometheus } from "../report/prometheus-binary.ts";

const folder = testFolder();

/** A good full backup of two databases, 19 hours ago: what is older than two months is not told of. */
function recentNight(): Uint8Array {
  const usual = { version: "2016", role: "standalone", skewSeconds: 0, offsetSeconds: 0 } as const;
  const begin = new Date(Date.now() - 20 * 3_600_000).toISOString();
  const { records } = writeSites([{ ...usual, databases: 2, episodes: ["full"] }], 5400, begin);
  return ownJson.write(records.filter(({ time }) => Date.parse(time ?? "") < Date.now()));
}

it.skipIf(NO_PROMETHEUS !== null && process.env.CI !== "true")(
  `Prometheus takes what a watcher tells (${NO_PROMETHEUS ?? "with its own tools"})`,
  async () => {
    const port = await freePort();
    const config = join(folder, "thawline.yaml");
    writeFileSync(config, `metrics: 127.0.0.1:${port}\n`);
    const logs = join(folder, "recent.ndjson");
    writeFileSync(logs, recentNight());
    const watcher = startWatch(["--source", logs, "--config", config], join(folder, "state"));
    const ended = once(watcher, "close");
    const prometheus = await startPrometheus(port);
    try {
      const metrics = async (): Promise<string> =>
        await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      await until(async () => (await metrics()).includes("thawline_freeze_seconds"));
      expect(faultsOf(await metrics())).toBe("");
      await until(async () => (await prometheus.query("thawline_freeze_seconds")).length > 0);
      expect(await prometheus.query('up{job="thawline"}')).toMatchObject([
        { value: [expect.any(Number), "1"] },
      ]);
      // The watcher gave a sign of life within the last minute; its clock is ours.
      const [alive] = await prometheus.query("time() - thawline_watcher_alive_timestamp_seconds");
      expect(Number(alive?.value[1])).toBeLessThan(60);
      const good = await prometheus.query("thawline_last_backup_good");
      expect(good.map(({ value }) => value[1])).toEqual(good.map(() => "1"));
      expect(good.map(({ metric }) => metric.database).sort()).toEqual(["DB0-0", "DB0-1"]);
    } finally {
      await prometheus.stop();
      watcher.kill("SIGTERM");
    }
    expect(await ended).toEqual([0, null]);
  },
);
