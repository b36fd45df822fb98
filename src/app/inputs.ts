import { diagnostic } from "../../parsers/diagnostics.ts";
import type { Input } from "../model/report.ts";
import type { InputPath } from "../source/expand-paths.ts";

export function totalBytes(inputs: readonly InputPath[]): number {
  return inputs.reduce((sum, input) => sum + (input.bytes ?? 0), 0);
}

/** So many files that are no logs are named; a home folder holds thousands. */
const NAMED = 5;

/** The inputs by path. Of the files in folders that are no logs, those beyond the first few are only counted. */
export function foldPassedOver(inputs: readonly Input[]): readonly Input[] {
  const sorted = [...inputs].sort((a, b) => (a.path < b.path ? -1 : 1));
  const others = sorted.filter(isPassedOver).slice(NAMED);
  const [first] = others;
  if (first === undefined) return sorted;
  const folded = new Set(others);
  const message = `${others.length} more files are no event logs in a known format`;
  const rest: Input = { ...first, diagnostics: [diagnostic("input-passed-over", first.path, message)] };
  return [...sorted.filter((input) => !folded.has(input)), rest];
}

function isPassedOver(input: Input): boolean {
  return input.diagnostics[0]?.code === "input-passed-over";
}

/** True when at least one record could be read. */
export function anythingRead(inputs: readonly Input[]): boolean {
  return inputs.some((input) => input.records > 0);
}

/** True when something that was to be read could not be, in whole or in part. */
export function hasErrors(input: Input): boolean {
  return input.diagnostics.some((found) => found.severity === "error");
}
