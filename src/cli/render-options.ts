import type { RenderOptions } from "../report/index.ts";
import type { GlobalOptions } from "./globals.ts";

/** Options of a command that prints a report. */
export interface PrintOptions extends GlobalOptions {
  readonly output?: string;
  readonly verbose?: boolean;
}

/** For the terminal where the report goes to one, else for a file. */
export function renderOptions(options: PrintOptions): RenderOptions {
  const toTerminal = showsReport(options);
  return {
    width: toTerminal ? Math.max(40, process.stdout.columns ?? 80) : 100,
    color: toTerminal && options.color && !process.env.NO_COLOR && process.env.TERM !== "dumb",
    unicode: !toTerminal || showsUnicode(process.env, process.platform),
    verbose: options.verbose === true,
  };
}

/** True when the report itself is shown on a terminal. */
export function showsReport({ output }: PrintOptions): boolean {
  return (output === undefined || output === "-") && process.stdout.isTTY === true;
}

/** The old console of Windows shows other characters only by luck; elsewhere the locale tells. */
function showsUnicode(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (platform === "win32") return "WT_SESSION" in env || env.TERM_PROGRAM === "vscode";
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
  return locale === "" || /utf-?8/i.test(locale);
}
