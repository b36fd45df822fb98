import { setTimeout as wait } from "node:timers/promises";
import { sameServer } from "../../model/names.ts";
import { createShell } from "../../platform/powershell.ts";
import { startPowerShell } from "../../platform/powershell-reader.ts";
import { PROCESSES } from "../../platform/processes.ts";
import { SNAPSHOT_FILES } from "../../platform/snapshot-files.ts";
import type { Surroundings } from "../surroundings.ts";
import { createSources } from "../watch/sources.ts";
import type { BackupPlace } from "./place.ts";

/** What a run's own watcher reads back when it begins: clocks of other servers may be behind. */
const DAYS_BACK = 1 / 24;
const CHANNELS = ["Application", "System"];

/**
 * This server.
 *
 * @param node the name of this machine, whose logs are read without the network
 */
export function windowsPlace(
  { now, stdin, folder }: Pick<Surroundings, "now" | "stdin" | "folder">,
  node: string,
  copyCommand: BackupPlace["copyCommand"],
): BackupPlace {
  const shell = createShell();
  return {
    machine: {
      processes: PROCESSES,
      shell,
      files: SNAPSHOT_FILES,
      env: process.env,
      now,
      sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
    },
    simulated: false,
    roundMs: 10_000,
    sources: (servers, store) =>
      createSources({
        servers: servers.map((name) => ({
          name: sameServer(name, node) ? "localhost" : name,
          channels: CHANNELS,
        })),
        files: [],
        follow: true,
        days: DAYS_BACK,
        store,
        stdin,
        folder,
        startChild: startPowerShell,
      }),
    copyCommand,
    close: () => shell.close(),
  };
}
