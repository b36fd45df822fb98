import type { Diagnostic } from "./record.ts";

interface DiagnosticKind {
  readonly severity: Diagnostic["severity"];
  /** What it means for the reader of a report. */
  readonly means: string;
}

/** Every code that a parser can say, in one place; `docs/diagnostics.md` is made from it. Sorted. */
export const DIAGNOSTICS = {
  "event-xml-cut": {
    severity: "warning",
    means:
      "An event ends before its end tag (a cut paste, a truncated file); its complete elements were kept.",
  },
  "event-xml-damaged": {
    severity: "warning",
    means: "An event is not well-formed XML; it was read as far as its meaning is plain.",
  },
  "event-xml-headless": {
    severity: "warning",
    means: "An end of an event without its beginning: the text starts in the middle of one; it was lost.",
  },
  "event-xml-lost": {
    severity: "error",
    means: "An event without a usable System part; it was dropped, the next ones were read.",
  },
  "event-xml-too-long": {
    severity: "warning",
    means: "An event is longer than 4 Mi characters; what follows up to the next event was not read.",
  },
  "input-changed": {
    severity: "warning",
    means: "The file was written to while it was read; what came later may be missing.",
  },
  "input-empty": {
    severity: "warning",
    means: "The file holds nothing.",
  },
  "input-filtered": {
    severity: "info",
    means:
      "Less than half of the record numbers of a log are there: it was exported by a filter, or in pieces. Holes in it are not reported as lost events.",
  },
  "input-gzip-damaged": {
    severity: "error",
    means: "The gzip file is cut off or damaged; it was read up to there.",
  },
  "input-hidden": {
    severity: "info",
    means: "Files whose names begin with a dot are passed over in folders.",
  },
  "input-inflated": {
    severity: "error",
    means:
      "A gzip file unpacks to more than 200 times its size and more than 1 GiB, as no log does; the rest was not read.",
  },
  "input-missing": {
    severity: "error",
    means: "There is no file or folder of this name.",
  },
  "input-passed-over": {
    severity: "info",
    means: "Found in a folder, but no event log in a known format; nothing of it was read.",
  },
  "input-unreadable": {
    severity: "error",
    means: "The file or folder cannot be read: no permission, locked by another program, or a failing disk.",
  },
  "input-unrecognised": {
    severity: "error",
    means: "No format knows this content; nothing of it was read.",
  },
  "input-zip": {
    severity: "error",
    means: "A zip archive; unpack it and read the files in it. (gzip files are read as they are.)",
  },
  "text-invalid-bytes": {
    severity: "warning",
    means: "Bytes of a text file are no characters of its encoding; each place shows as U+FFFD.",
  },
} as const satisfies Record<string, DiagnosticKind>;

export type DiagnosticCode = keyof typeof DIAGNOSTICS;

/** A diagnostic with the severity that the table gives its code. */
export function diagnostic(code: DiagnosticCode, where: string, message: string): Diagnostic {
  return { code, severity: DIAGNOSTICS[code].severity, where, message };
}
