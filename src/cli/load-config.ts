import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Config, defaultConfig } from "../config/default-config.ts";
import type { GlobalOptions } from "./globals.ts";

/** The settings: of `--config`, else of the state folder, else the defaults. @throws ConfigError */
export async function loadConfig({ config, state }: GlobalOptions): Promise<Config> {
  const own = state === undefined ? null : join(state, "thawline.yaml");
  const path = config ?? (own !== null && existsSync(own) ? own : null);
  if (path === null) return defaultConfig();
  // The libraries for it take longer to load than all else of the command line.
  const { readConfig } = await import("../config/settings-file.ts");
  return readConfig(path);
}
