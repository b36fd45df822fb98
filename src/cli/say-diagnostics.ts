import type { Input } from "../model/report.ts";
import type { LogLevel } from "../platform/log.ts";
import { visible } from "../report/visible.ts";

const SEVERITIES = ["error", "warning", "info"] as const;

/** How many kinds of severity a log level lets through, gravest first. */
const SHOWN: Readonly<Record<LogLevel, number>> = {
  silent: 0,
  error: 1,
  warn: 2,
  info: 3,
  debug: 3,
  trace: 3,
};

/** What could not be read, a line each, for stderr. */
export function diagnosticLines(inputs: readonly Input[], level: LogLevel): string {
  const shown = SEVERITIES.slice(0, SHOWN[level]);
  return inputs
    .flatMap((input) => input.diagnostics)
    .filter((found) => shown.includes(found.severity))
    .map(({ severity, where, message, code }) => `${severity}: ${where}: ${message} [${code}]`)
    .map((text) => `thawline: ${visible(text)}\n`)
    .join("");
}
