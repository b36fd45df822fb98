import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, until } from "../alert/sinks/alertmanager-binary.ts";

/** Of Debian's package, which has both. */
const [SERVER, TOOL] = ["prometheus", "promtool"];

/** Why the tests cannot run here; null where they can. CI has to have it. */
export const NO_PROMETHEUS = [SERVER, TOOL].every(
  (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0,
)
  ? null
  : `skipped: no ${SERVER} or ${TOOL}; run "apt-get install prometheus"`;

/** What Prometheus' own tool says of metrics: empty where they are good. */
export function faultsOf(metrics: string): string {
  const { status, stdout, stderr } = spawnSync(TOOL, ["check", "metrics"], {
    input: metrics,
    encoding: "utf8",
  });
  return status === 0 ? stdout + stderr : `ended with ${status}: ${stdout}${stderr}`;
}

export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

export interface Prometheus {
  query(expression: string): Promise<readonly Series[]>;
  stop(): Promise<void>;
}

/** Starts one on a free port of this machine that scrapes a port of it each second. */
export async function startPrometheus(port: number): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), "thawline-prometheus-"));
  const file = join(folder, "prometheus.yml");
  const job = { job_name: "thawline", static_configs: [{ targets: [`127.0.0.1:${port}`] }] };
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ global: { scrape_interval: "1s" }, scrape_configs: [job] }));
  const own = await freePort();
  const child = spawn(
    SERVER,
    [
      ...[`--config.file=${file}`, `--storage.tsdb.path=${join(folder, "data")}`],
      `--web.listen-address=127.0.0.1:${own}`,
    ],
    { stdio: "ignore" },
  );
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const origin = `http://127.0.0.1:${own}`;
  await until(async () => (await fetch(`${origin}/-/ready`)).ok);
  return {
    async query(expression) {
      const response = await fetch(`${origin}/api/v1/query?query=${encodeURIComponent(expression)}`);
      const { data } = (await response.json()) as { data: { result: readonly Series[] } };
      return data.result;
    },
    async stop() {
      child.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
