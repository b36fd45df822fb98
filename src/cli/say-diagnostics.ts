import type { Diagnostic } from "../model/raw-event.ts";
import type { Input } from "../model/report.ts";
import type { LogLevel } from "../platform/log.ts";
import { visible } from "../report/visible.ts";

const SEVERITIES = ["error", "warning", "info"] as const;

/** How many severities a log level lets through, gravest first. */
const SHOWN: Readonly<Record<LogLevel, number>> = {
  silent: 0,
  error: 1,
  warn: 2,
  info: 3,
  debug: 3,
  trace: 3,
};

/**
 * What could not be read, for stderr: of each input the first diagnostic of a kind, and how many follow. From
 * the level `info` on, each of them.
 */
export function diagnosticLines(inputs: readonly Pick<Input, "diagnostics">[], level: LogLevel): string {
  const severities: readonly string[] = SEVERITIES.slice(0, SHOWN[level]);
  const each = severities.length === SEVERITIES.length;
  return inputs
    .map((input) => input.diagnostics.filter((found) => severities.includes(found.severity)))
    .flatMap((found) => (each ? found.map((one) => lineOf(one, 0)) : firstOfEach(found)))
    .join("");
}

function firstOfEach(diagnostics: readonly Diagnostic[]): readonly string[] {
  const kinds = new Map<string, { readonly first: Diagnostic; more: number }>();
  for (const found of diagnostics) {
    const kind = kinds.get(found.code);
    if (kind === undefined) kinds.set(found.code, { first: found, more: 0 });
    else kind.more += 1;
  }
  return [...kinds.values()].map(({ first, more }) => lineOf(first, more));
}

function lineOf({ severity, where, message, code }: Diagnostic, more: number): string {
  const others = more === 0 ? "" : ` (and ${more} more; --log-level info shows them)`;
  return `thawline: ${severity}: ${visible(`${where}: ${message}`)} [${code}]${others}\n`;
}
