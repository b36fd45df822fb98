import { statfs } from "node:fs/promises";
import { hostname, release } from "node:os";
import { dirname } from "node:path";
import { bundleOf } from "../app/doctor/bundle.ts";
import { bundleFiles } from "../app/doctor/bundle-files.ts";
import type { ConfigPort, DoctorPorts } from "../app/doctor/check.ts";
import { CHECKS } from "../app/doctor/checks/index.ts";
import { runChecks, verdictOf } from "../app/doctor/run-checks.ts";
import { createRedactor, secretsIn } from "../app/redact.ts";
import type { Surroundings } from "../app/surroundings.ts";
import { ConfigError } from "../config/config-error.ts";
import { defaultConfig } from "../config/default-config.ts";
import { configFile, stateFolder } from "../config/places.ts";
import { readLocatedConfig } from "../config/settings-file.ts";
import type { DoctorReport } from "../model/doctor.ts";
import { createShell } from "../platform/powershell.ts";
import { startPowerShell } from "../platform/powershell-reader.ts";
import { PROCESSES } from "../platform/processes.ts";
import { reach } from "../platform/reach.ts";
import { packageVersion } from "../platform/version.ts";
import { renderDoctor } from "../report/doctor.ts";
import { filesIn } from "../store/files.ts";
import { inspect } from "../store/inspect.ts";
import { openStore } from "../store/open-store.ts";
import { UsageError } from "./ends.ts";
import { EXIT } from "./exit-codes.ts";
import { openOutput } from "./open-output.ts";
import { type PrintOptions, renderOptions } from "./render-options.ts";
import { withSession } from "./session.ts";

export interface DoctorOptions extends PrintOptions {
  readonly format: "text" | "json";
  readonly bundle?: string;
}

/** Runs `doctor`; returns the exit code. */
export async function runDoctor(options: DoctorOptions): Promise<number> {
  if (options.bundle === "-") throw new UsageError("--bundle -: a zip goes into a file");
  const output = await openOutput(options.output, []);
  const bundle = options.bundle === undefined ? null : await openOutput(options.bundle, []);
  try {
    const config = await configPort(options);
    const outputs = new Map<string, string>();
    const [report, store] = await withSession(options, false, async (surroundings) => {
      const shell = createShell();
      try {
        const ports = { ...portsOf(options, surroundings, config, outputs), shell };
        return [await examine(ports, surroundings, options), ports.store] as const;
      } finally {
        await shell.close();
      }
    });
    output.write(
      options.format === "json"
        ? `${JSON.stringify(report, null, 2)}\n`
        : renderDoctor(report, renderOptions(options)),
    );
    if (bundle !== null) {
      const parts = {
        report,
        config: config.value,
        store,
        outputs,
        version: packageVersion(),
        now: Date.now(),
      };
      const secrets = await secretsIn(config.value, process.env);
      bundle.write(bundleOf(bundleFiles(parts), createRedactor(secrets)));
      await bundle.commit();
    }
    await output.commit();
    return EXIT[report.verdict];
  } finally {
    output.discard();
    bundle?.discard();
  }
}

async function examine(
  ports: DoctorPorts,
  { now, version, signal }: Surroundings,
  { logLevel }: DoctorOptions,
): Promise<DoctorReport> {
  const shown = process.stderr.isTTY === true && logLevel !== "silent";
  let at = 0;
  try {
    const checks = await runChecks(CHECKS, ports, signal ?? new AbortController().signal, ({ title }) => {
      at += 1;
      if (shown) process.stderr.write(`\r\u001b[K[${at}/${CHECKS.length}] ${title}`);
    });
    return {
      schema: "thawline.doctor/1",
      generatedAt: new Date(now()).toISOString(),
      tool: { name: "thawline", version },
      machine: {
        host: hostname(),
        platform: ports.platform,
        release: release(),
        architecture: ports.architecture,
        node: ports.node,
      },
      checks,
      verdict: verdictOf(checks),
    };
  } finally {
    if (shown) process.stderr.write("\r\u001b[K");
  }
}

function portsOf(
  options: DoctorOptions,
  { now, folder }: Surroundings,
  config: ConfigPort,
  outputs: Map<string, string>,
): Omit<DoctorPorts, "shell"> {
  const state = options.state ?? stateFolder();
  return {
    platform: process.platform,
    architecture: process.arch,
    node: process.versions.node,
    env: process.env,
    now,
    folder,
    processes: PROCESSES,
    startReader: startPowerShell,
    reach,
    room,
    store: {
      folder: state,
      open: () => openStore({ folder: state, mode: "read" }),
      inspect: () => inspect(filesIn(state).store),
    },
    config,
    keep: (name, text) => void outputs.set(name, text),
  };
}

/** A configuration that cannot be read is a finding here, and no end. */
async function configPort(options: DoctorOptions): Promise<ConfigPort> {
  const file = configFile(options);
  const none = { file, value: defaultConfig(), trouble: null, placeOf: () => "" };
  if (file === null) return none;
  try {
    const { data, placeOf } = await readLocatedConfig(file);
    return { file, value: data, trouble: null, placeOf };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { ...none, trouble: error.message };
  }
}

/** Of the nearest folder that is there: the state folder may still have to be made. */
async function room(path: string): ReturnType<DoctorPorts["room"]> {
  try {
    const { bavail, blocks, bsize } = await statfs(path);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    return dirname(path) === path ? null : room(dirname(path));
  }
}
