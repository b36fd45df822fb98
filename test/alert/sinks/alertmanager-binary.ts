import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Debian's; another one can be named. */
const BINARY = process.env.THAWLINE_ALERTMANAGER ?? "prometheus-alertmanager";

/** Comes with it. */
const TOOL = "amtool";

/** Why the tests cannot run here; null where they can. CI has to have it. */
export const NO_ALERTMANAGER =
  spawnSync(BINARY, ["--version"], { stdio: "ignore" }).status === 0
    ? null
    : `skipped: no ${BINARY}; run "apt-get install prometheus-alertmanager"`;

/** An alert as Alertmanager tells of it. */
export interface Known {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

export interface Alertmanager {
  readonly origin: string;
  /** What is firing. */
  firing(): Promise<readonly Known[]>;
  stop(): Promise<void>;
}

/** Starts one on a free port of this machine, without a cluster; it tells `receiver` of everything at once. */
export async function startAlertmanager(receiver: string): Promise<Alertmanager> {
  const folder = mkdtempSync(join(tmpdir(), "thawline-alertmanager-"));
  const file = join(folder, "config.yml");
  writeFileSync(
    file,
    `route: {receiver: test, group_by: ['...'], group_wait: 100ms, group_interval: 100ms, repeat_interval: 1h}
receivers: [{name: test, webhook_configs: [{url: '${receiver}', send_resolved: true}]}]
`,
  );
  const port = await freePort();
  const child = spawn(
    BINARY,
    [
      ...[`--config.file=${file}`, `--storage.path=${folder}`, "--cluster.listen-address="],
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: "ignore" },
  );
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const origin = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    child.kill();
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  await until(async () => (await fetch(`${origin}/-/ready`)).ok);
  const firing = async (): Promise<readonly Known[]> => {
    const response = await fetch(`${origin}/api/v2/alerts`);
    return (await response.json()) as Known[];
  };
  return { origin, firing, stop };
}

/** What its own tool says of a configuration: empty where it is good. */
export function faultsOf(config: string): string {
  const folder = mkdtempSync(join(tmpdir(), "thawline-alertmanager-"));
  try {
    const file = join(folder, "config.yml");
    writeFileSync(file, config);
    const { status, stderr } = spawnSync(TOOL, ["check-config", file], { encoding: "utf8" });
    return status === 0 ? "" : `ended with ${status}: ${stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits until something holds; what throws does not hold yet. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let i = 0; i < 300; i += 1) {
    try {
      if (await holds()) return;
    } catch {
      // Not there yet.
    }
    await pause(100);
  }
  throw new Error("waited for half a minute in vain");
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
