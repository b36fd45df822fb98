import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, posix, win32 } from "node:path";

const FILE_NAME = "thawline.yaml";

/** What decides where this program's own files lie. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Of the system's own services: root. Nobody is on Windows, where services have one folder with all others. */
  readonly isRoot: boolean;
}

export function thisMachine(): Machine {
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    isRoot: process.getuid?.() === 0,
  };
}

/** The folder of this program's own files where `--state` names none. */
export function stateFolder({ platform, env, home, isRoot }: Machine = thisMachine()): string {
  if (platform === "win32") return win32.join(env.ProgramData || "C:\\ProgramData", "Thawline");
  if (isRoot) return "/var/lib/thawline";
  // The XDG rules: a path that is not absolute counts for nothing.
  const base =
    env.XDG_STATE_HOME?.startsWith("/") === true ? env.XDG_STATE_HOME : posix.join(home, ".local/state");
  return posix.join(base, "thawline");
}

/**
 * The configuration to read: the file that is named; else `thawline.yaml` in the state folder that is named, in the
 * working folder, or in the usual state folder, the first that is there. null: none is, and the defaults hold.
 */
export function configFile({
  config,
  state,
}: {
  readonly config?: string;
  readonly state?: string;
}): string | null {
  if (config !== undefined) return config;
  const named = state === undefined ? [] : [join(state, FILE_NAME)];
  const usual = state === undefined ? [join(stateFolder(), FILE_NAME)] : [];
  return [...named, FILE_NAME, ...usual].find((path) => existsSync(path)) ?? null;
}
