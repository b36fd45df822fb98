import { sameName } from "../model/names.ts";
import type { WatchedServer, WatchSettings } from "../model/watch-settings.ts";
import { UsageError } from "./ends.ts";

export interface ChosenSources {
  readonly servers: readonly WatchedServer[];
  readonly files: readonly string[];
}

const USUAL_CHANNELS = ["Application", "System"];

/** What `--source` names, else what the configuration does. @throws UsageError where there is nothing to follow */
export function chooseSources(
  named: readonly string[],
  configured: Pick<WatchSettings, "servers" | "files">,
  platform: NodeJS.Platform,
  replay: boolean,
): ChosenSources {
  const chosen = named.length > 0 ? fromNames(named, configured) : fromConfig(configured, platform);
  if (replay && chosen.servers.length > 0) {
    throw new UsageError("--replay reads files to their end; live logs have none. Name files with --source");
  }
  if (chosen.servers.length > 0 && platform !== "win32") {
    throw new UsageError(
      "live event logs can be read on Windows only. Follow exported or forwarded logs with --source FILE, FOLDER or -",
    );
  }
  if (chosen.servers.length + chosen.files.length === 0) {
    throw new UsageError(
      "nothing to follow: name files or folders with --source, or under files: in the configuration",
    );
  }
  return chosen;
}

function fromNames(named: readonly string[], { servers }: Pick<WatchSettings, "servers">): ChosenSources {
  const live = named.filter((name) => name === "live" || name.startsWith("live:"));
  return {
    servers: live.flatMap((name) => {
      if (name === "live") return servers;
      const server = name.slice("live:".length);
      if (server === "")
        throw new UsageError("--source live: names no server; --source live follows the configured ones");
      const known = servers.find((it) => sameName(it.name, server));
      return [known ?? { name: server, channels: USUAL_CHANNELS }];
    }),
    files: named.filter((name) => !live.includes(name)),
  };
}

/** Elsewhere than on Windows the servers that nobody wrote down are not meant: only this machine's own stand there. */
function fromConfig(
  { servers, files }: Pick<WatchSettings, "servers" | "files">,
  platform: NodeJS.Platform,
): ChosenSources {
  const onlyDefault = servers.every(({ name }) => name === "localhost");
  return { servers: platform !== "win32" && onlyDefault ? [] : servers, files };
}
