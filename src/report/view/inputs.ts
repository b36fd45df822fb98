import type { Coverage, Input } from "../../model/report.ts";
import type { CoverageView, DiagnosticGroup, InputView } from "./report-view.ts";
import { shortServer } from "./server.ts";

const ORDER = { error: 0, warning: 1, info: 2 } as const;

/** An input with its diagnostics folded: one row a code, counted, errors first. */
export function viewInput(input: Input): InputView {
  const groups = new Map<string, DiagnosticGroup>();
  for (const { code, severity, where, message } of input.diagnostics) {
    const key = `${code}\n${severity}`;
    const group = groups.get(key) ?? { code, severity, count: 0, where, message };
    groups.set(key, { ...group, count: group.count + 1 });
  }
  return {
    path: input.path,
    format: input.format,
    records: input.records,
    used: input.used,
    first: input.first,
    last: input.last,
    diagnostics: [...groups.values()].toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]),
  };
}

/** One log of one server, with the sum of the records that it misses. */
export function viewCoverage(coverage: Coverage): CoverageView {
  const server = coverage.server === "" ? shortServer("") : coverage.server;
  return { ...coverage, server, missing: coverage.gaps.reduce((sum, gap) => sum + gap.missing, 0) };
}
