import { type Config, defaultConfig } from "../config/default-config.ts";
import { configFile } from "../config/places.ts";
import { openLog } from "../platform/log.ts";
import type { GlobalOptions } from "./globals.ts";

/** The settings: of the configuration where there is one, else the defaults. @throws ConfigError */
export async function loadConfig(options: GlobalOptions): Promise<Config> {
  const path = configFile(options);
  if (path === null) return defaultConfig();
  if (options.config === undefined) {
    openLog(options.logLevel).info({ config: path }, "configuration found and read");
  }
  // The libraries for it take longer to load than all else of the command line.
  const { readConfig } = await import("../config/settings-file.ts");
  return readConfig(path);
}
