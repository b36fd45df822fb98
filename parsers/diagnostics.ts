import type { Diagnostic } from "./record.ts";

interface DiagnosticKind {
  readonly severity: Diagnostic["severity"];
  /** What it means for the reader of a report. */
  readonly means: string;
}

/** Every code that a parser can say, in one place; `docs/diagnostics.md` is made from it. Sorted. */
export const DIAGNOSTICS = {
  "event-csv-columns-unknown": {
    severity: "error",
    means: "A table without a column of event ids; nothing of it was read.",
  },
  "event-csv-row-unclosed": {
    severity: "warning",
    means: "A quoted field of a table is not closed; it was closed where the next row begins.",
  },
  "event-csv-row-unreadable": {
    severity: "warning",
    means: "A row of a table without an event id; it was dropped, the next ones were read.",
  },
  "event-text-cut": {
    severity: "info",
    means: "The last event of a pasted text ends in the middle; what there is of it was kept.",
  },
  "event-text-too-long": {
    severity: "warning",
    means: "An event in a text is longer than 256 Ki characters; the rest of it was dropped.",
  },
  "event-text-xml-unused": {
    severity: "info",
    means: "The XML below an event's text is cut or damaged; the text above it was read instead.",
  },
  "event-json-cut": {
    severity: "warning",
    means: "The text begins or ends inside an object; the part of it was not read.",
  },
  "event-json-damaged": {
    severity: "warning",
    means:
      "An object that is not JSON, even after mending what people leave when they paste; it was dropped.",
  },
  "event-json-unrecognised": {
    severity: "warning",
    means: "Objects that no known tool writes for an event; they were passed over.",
  },
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
  "evtx-chunk-checksum": {
    severity: "warning",
    means:
      "A chunk of an event log does not match its checksum: records in it can be damaged. What reads well is used.",
  },
  "evtx-chunk-magic": {
    severity: "warning",
    means: "A block of an event log does not start as a chunk does; it was searched for records.",
  },
  "evtx-chunk-torn": {
    severity: "warning",
    means: "Records of a chunk are overwritten or damaged; those behind the damage were looked for and used.",
  },
  "evtx-dirty": {
    severity: "info",
    means: "The log was copied while in use, or not closed properly: the newest records may be missing.",
  },
  "evtx-file-magic": {
    severity: "warning",
    means: "The file does not start as an event log does, but holds one.",
  },
  "evtx-header-checksum": {
    severity: "warning",
    means: "The header of an event log does not match its checksum; nothing depends on it.",
  },
  "evtx-record-torn": {
    severity: "warning",
    means:
      "A record has its beginning but not its end: it was overwritten or cut. What can be read of it is used.",
  },
  "evtx-record-unreadable": {
    severity: "error",
    means: "A record is there but its content is damaged; it was left out.",
  },
  "evtx-records-foreign": {
    severity: "warning",
    means:
      "A chunk holds records that do not belong to it: of an older state of the log, or newer than its header.",
  },
  "evtx-truncated": {
    severity: "warning",
    means: "The file ends too early: what lies behind is missing.",
  },
  "exchange-incomplete": {
    severity: "warning",
    means:
      "The Exchange shell could not tell everything: a cmdlet failed or warned, or a store did not answer.",
  },
  "input-changed": {
    severity: "warning",
    means: "The file was written to while it was read; what came later may be missing.",
  },
  "input-empty": {
    severity: "warning",
    means: "The file holds nothing.",
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
  "live-noise": {
    severity: "info",
    means: "Something else than the reader wrote to its output (a policy, a profile); it was passed over.",
  },
  "live-record-unreadable": {
    severity: "error",
    means:
      "The event log service could not hand over a record of a live log; it was left out, the next ones were read.",
  },
  "live-replaced": {
    severity: "warning",
    means:
      "A live log was cleared or replaced: its numbers began anew. What it held and was not read is lost.",
  },
  "live-rolled": {
    severity: "warning",
    means: "Records of a live log were overwritten before they were read.",
  },
  "text-invalid-bytes": {
    severity: "warning",
    means: "Bytes of a text file are no characters of its encoding; each place shows as U+FFFD.",
  },
  "time-ambiguous": {
    severity: "warning",
    means: "Local times in an hour that the clock change repeats or leaves out; the first of two was taken.",
  },
  "time-order": {
    severity: "info",
    means: "Dates could be read in two ways; others in the file prove which number is the day.",
  },
  "time-order-guessed": {
    severity: "warning",
    means: "Dates could be read in two ways, and nothing in the file proves which; times may be wrong.",
  },
  "time-order-mixed": {
    severity: "warning",
    means:
      "Some dates of the file are proven day first, others month first; it was put together from several.",
  },
  "time-unreadable": {
    severity: "warning",
    means: "A time that cannot be read; the event has none.",
  },
  "time-zone-assumed": {
    severity: "info",
    means: "Local times without offset were read as UTC, because no time zone was named.",
  },
  "verify-changed": {
    severity: "error",
    means: "A file of a backup was written to while it was read: what was found in it proves nothing.",
  },
  "verify-cut": {
    severity: "error",
    means: "A database ends inside a page: the file was cut, or copied in part.",
  },
  "verify-engines-differ": {
    severity: "error",
    means: "The own check and eseutil do not agree; trust the worse one, and report it.",
  },
  "verify-eseutil": {
    severity: "error",
    means: "eseutil could not be run, or did not prove that it checked everything.",
  },
  "verify-flush-map": {
    severity: "info",
    means: "A flush map is damaged; the engine makes it anew.",
  },
  "verify-interrupted": {
    severity: "error",
    means: "The check was ended before everything was read.",
  },
  "verify-locked": {
    severity: "error",
    means: "Another program holds a file of a backup open: the database is mounted.",
  },
  "verify-log-apart": {
    severity: "warning",
    means: "A log by its content whose name is that of no log: it was checked, but stands in no sequence.",
  },
  "verify-log-unread": {
    severity: "error",
    means: "Logs that recovery needs are of an older format, whose content is not checked; eseutil /ml can.",
  },
  "verify-nothing": {
    severity: "error",
    means: "Neither a database nor a log was found.",
  },
  "verify-passed-over": {
    severity: "info",
    means: "Files that are not of a database, or not part of its backup; nothing of them was looked at.",
  },
  "verify-stream-unclear": {
    severity: "warning",
    means: "The logs of a database lie in several of the folders; those nearest to it were taken.",
  },
  "verify-unreadable": {
    severity: "error",
    means: "A file of a backup could not be read, or not to its end.",
  },
  "verify-unrecognised": {
    severity: "error",
    means: "A file that was named is neither database, log, checkpoint nor flush map.",
  },
} as const satisfies Record<string, DiagnosticKind>;

export type DiagnosticCode = keyof typeof DIAGNOSTICS;

/** A diagnostic with the severity that the table gives its code. */
export function diagnostic(code: DiagnosticCode, where: string, message: string): Diagnostic {
  return { code, severity: DIAGNOSTICS[code].severity, where, message };
}
