import type { Diagnostic } from "./record.ts";

interface DiagnosticKind {
  readonly severity: Diagnostic["severity"];
  /** What it means for the reader of a report. */
  readonly means: string;
}

/** Every code that a parser can say, in one place; `docs/diagnostics.md` is made from it. Sorted. */
export const DIAGNOSTICS = {
  "input-unrecognised": {
    severity: "error",
    means: "No format knows this content; nothing of it was read.",
  },
} as const satisfies Record<string, DiagnosticKind>;

export type DiagnosticCode = keyof typeof DIAGNOSTICS;

/** A diagnostic with the severity that the table gives its code. */
export function diagnostic(code: DiagnosticCode, where: string, message: string): Diagnostic {
  return { code, severity: DIAGNOSTICS[code].severity, where, message };
}
