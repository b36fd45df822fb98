import { type Command, Option } from "commander";
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
    .option(
      "--config <file>",
      "settings (YAML or JSON); else thawline.yaml of the working folder or of the state folder",
    )
    .option(
      "--state <dir>",
      "folder of this program's own files (%ProgramData%\\Thawline; ~/.local/state/thawline; root: /var/lib/thawline)",
    )
    .addOption(
      new Option("--log-level <level>", "what is said on stderr").choices(LOG_LEVELS).default("warn"),
    )
    .option("--no-color", "no colours (also: NO_COLOR in the environment)");
}
