import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { registerSource } from "../alert/event-writer.ts";
import { failure, notHere, ok, unknown, warning } from "../app/doctor/check.ts";
import { signOfLife } from "../app/doctor/sign-of-life.ts";
import {
  createTask,
  deleteTask,
  queryTask,
  type SchedulerPorts,
  startTask,
} from "../app/service/scheduler.ts";
import { accountOf, type Service, troubleWith } from "../app/service/service.ts";
import { systemdUnit } from "../app/service/systemd-unit.ts";
import { TASK_RUNNING } from "../app/service/task-status.ts";
import { taskXml } from "../app/service/task-xml.ts";
import { statusOf } from "../app/status/status.ts";
import { configFile, stateFolder } from "../config/places.ts";
import type { CheckResult } from "../model/doctor.ts";
import { runAttached } from "../platform/attached-process.ts";
import { createShell } from "../platform/powershell.ts";
import { PROCESSES } from "../platform/processes.ts";
import { renderResults } from "../report/doctor.ts";
import { StoreError } from "../store/store-error.ts";
import { UsageError } from "./ends.ts";
import { EXIT } from "./exit-codes.ts";
import type { GlobalOptions } from "./globals.ts";
import { loadConfig } from "./load-config.ts";
import { openOutput } from "./open-output.ts";
import { renderOptions } from "./render-options.ts";
import { withSession } from "./session.ts";
import { withStore } from "./with-store.ts";

export interface ServiceOptions extends GlobalOptions {
  readonly name: string;
}

export interface InstallOptions extends ServiceOptions {
  readonly account: string;
  readonly withoutPassword?: boolean;
  readonly highest?: boolean;
  readonly logFile?: string;
  readonly start: boolean;
  readonly print?: "task" | "systemd" | true;
}

/** Runs `service install`; returns the exit code. @throws UsageError, ConfigError */
export async function runServiceInstall(options: InstallOptions): Promise<number> {
  const service = serviceOf(options);
  const trouble = troubleWith(service);
  if (trouble !== null) throw new UsageError(trouble);
  const config = await loadConfig(options);
  if (options.print !== undefined) {
    const usual = process.platform === "win32" ? "task" : "systemd";
    const what = options.print === true ? usual : options.print;
    await print(what === "task" ? taskXml(service) : systemdUnit(service));
    return EXIT.ok;
  }
  onWindowsOnly();
  // A task whose folder is not there does not start.
  for (const folder of [service.stateFolder, dirname(service.logFile)])
    mkdirSync(folder, { recursive: true });
  const sources = config.watch.alerts.sinks.flatMap((sink) =>
    sink.kind === "eventlog" ? [sink.source] : [],
  );
  return await withScheduler(options, async (ports) => {
    const made = await createTask(service, ports);
    if (!made.ok) {
      return await tell(
        options,
        EXIT.failure,
        failure(`not installed: ${made.said}`, "is this an elevated prompt?"),
      );
    }
    const started = options.start ? await startTask(service.name, ports) : { ok: true as const };
    const beside = [
      ...(started.ok ? [] : [warning(`not started: ${started.said}`, "thawline service status tells more")]),
      ...(await register(sources)),
      ...inReachOfUsers(service),
    ];
    const installed = ok(`the task ${service.name} is installed and runs as ${service.account.name}`);
    return await tell(options, beside.length === 0 ? EXIT.ok : EXIT.warning, installed, ...beside);
  });
}

/** Runs `service uninstall`; returns the exit code. @throws UsageError */
export async function runServiceUninstall(options: ServiceOptions): Promise<number> {
  onWindowsOnly();
  return await withScheduler(options, async (ports) => {
    const gone = await deleteTask(options.name, ports);
    if (gone.ok) return await tell(options, EXIT.ok, ok(`the task ${options.name} is removed`));
    return await tell(
      options,
      EXIT.failure,
      failure(`not removed: ${gone.said}`, "is this an elevated prompt?"),
    );
  });
}

/** Runs `service status`; returns the exit code. */
export async function runServiceStatus(options: ServiceOptions): Promise<number> {
  const life = await lifeOf(options);
  if (process.platform !== "win32") {
    const task = notHere(
      "there are no scheduled tasks on this system; systemctl status thawline tells of a unit",
    );
    return await tell(options, life.state === "ok" ? EXIT.ok : EXIT.unknown, task, life);
  }
  return await withScheduler(options, async (ports) => {
    const asked = await queryTask(options.name, ports);
    if (asked.kind === "none") {
      const none = failure(`there is no task ${options.name}: ${asked.said}`, "thawline service install");
      return await tell(options, EXIT.failure, none, life);
    }
    const { user, command, lastResult } = asked.task;
    const running = lastResult === TASK_RUNNING;
    const result = lastResult === null ? "not known" : `0x${lastResult.toString(16)}`;
    const says = `the task ${options.name} runs as ${user ?? "?"}: ${command ?? "?"}`;
    const task = running
      ? ok(`${says}; running`)
      : warning(`${says}; last result ${result}`, "its log says why it ended");
    const codes = {
      ok: EXIT.ok,
      unknown: EXIT.unknown,
      "not-here": EXIT.unknown,
      warning: EXIT.failure,
      failure: EXIT.failure,
    };
    return await tell(options, codes[life.state], task, life);
  });
}

async function lifeOf(options: ServiceOptions): Promise<CheckResult> {
  try {
    return await withStore(options, (store) => signOfLife(statusOf(store, Date.now())));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return unknown(error.message);
  }
}

function serviceOf(options: InstallOptions): Service {
  const state = resolve(options.state ?? stateFolder());
  const config = configFile(options);
  const program = fileURLToPath(new URL("./main.js", import.meta.url));
  if (!existsSync(program)) throw new UsageError(`there is no ${program}: npm run build makes it`);
  return {
    name: options.name,
    node: process.execPath,
    program,
    stateFolder: state,
    config: config === null ? null : resolve(config),
    logFile: resolve(options.logFile ?? join(state, "logs", "thawline.log")),
    account: accountOf(options.account, options.withoutPassword === true),
    highest: options.highest === true,
  };
}

/** Whoever can change what SYSTEM runs is an administrator. */
function inReachOfUsers({ node, program, config, account }: Service): readonly CheckResult[] {
  if (account.logon !== "built-in") return [];
  const inside = [node, program, config ?? ""].filter((path) => /^[A-Za-z]:\\Users\\/i.test(path));
  return inside.map((path) =>
    warning(
      `${path} lies in the profile of a user, who thereby has the rights of ${account.name}`,
      "move it to Program Files or ProgramData, and install anew",
    ),
  );
}

function onWindowsOnly(): void {
  if (process.platform === "win32") return;
  throw new UsageError(
    "scheduled tasks are of Windows only. For systemd: thawline service install --print > /etc/systemd/system/thawline.service",
  );
}

function withScheduler(
  options: ServiceOptions,
  run: (ports: SchedulerPorts) => Promise<number>,
): Promise<number> {
  return withSession(options, false, ({ folder, signal }) =>
    run({
      env: process.env,
      processes: PROCESSES,
      runAttached,
      folder,
      signal: signal ?? new AbortController().signal,
    }),
  );
}

async function register(sources: readonly string[]): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const source of new Set(sources)) {
    const shell = createShell();
    try {
      const trouble = await registerSource(shell, source);
      if (trouble !== null) {
        results.push(
          warning(
            `the source ${source} of events was not made: ${trouble}`,
            "docs/service.md tells how to make it by hand",
          ),
        );
      }
    } finally {
      await shell.close();
    }
  }
  return results;
}

async function tell(
  options: ServiceOptions,
  exitCode: number,
  ...results: readonly CheckResult[]
): Promise<number> {
  await print(renderResults(results, renderOptions(options)));
  return exitCode;
}

async function print(text: string): Promise<void> {
  const output = await openOutput(undefined, []);
  output.write(text);
  await output.commit();
}
