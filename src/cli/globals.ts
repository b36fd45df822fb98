import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import type { Config } from "../config/settings-file.ts";
import { LOG_LEVELS, type LogLevel } from "../platform/log.ts";

/** Options that every command has. */
export interface GlobalOptions {
  readonly config?: string;
  readonly state?: string;
  readonly logLevel: LogLevel;
  readonly color: boolean;
}

export function addGlobalOptions(program: Command): Command {
  return program
    .option("--config <file>", "settings: thresholds, severities, time zone (YAML or JSON)")
    .option("--state <dir>", "folder of this program's own files; a thawline.yaml in it is read as --config")
    .addOption(
      new Option("--log-level <level>", "what is said on stderr").choices(LOG_LEVELS).default("warn"),
    )
    .option("--no-color", "no colours (also: NO_COLOR in the environment)");
}

/** The settings: of `--config`, else of the state folder, else the defaults. @throws ConfigError */
export async function loadConfig({ config, state }: GlobalOptions): Promise<Config> {
  const own = state === undefined ? null : join(state, "thawline.yaml");
  const path = config ?? (own !== null && existsSync(own) ? own : null);
  if (path === null) {
    const { DEFAULT_SETTINGS } = await import("../model/settings.ts");
    return { settings: DEFAULT_SETTINGS, timeZone: null };
  }
  const { readConfig } = await import("../config/settings-file.ts");
  return readConfig(path);
}
