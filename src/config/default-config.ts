import { DEFAULT_SETTINGS, type Settings } from "../model/settings.ts";
import { DEFAULT_WATCH, type WatchSettings } from "../model/watch-settings.ts";

/** What a configuration file says. */
export interface Config {
  readonly settings: Settings;
  /** IANA zone of times without offset, where the command line names none. */
  readonly timeZone: string | null;
  readonly watch: WatchSettings;
}

/** What holds where there is no file. */
export function defaultConfig(): Config {
  return {
    settings: { ...DEFAULT_SETTINGS, timeZone: machineTimeZone() },
    timeZone: null,
    watch: { ...DEFAULT_WATCH, servers: [{ name: "localhost", channels: ["Application", "System"] }] },
  };
}

/** The IANA zone that this machine is set to. */
export function machineTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
