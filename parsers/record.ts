/**
 * One event as a log holds it, whatever the format it was exported in.
 *
 * Values are printed as Windows prints them: hexadecimal integers as `0x` and lower case, GUIDs in
 * braces and lower case, times in UTC with the seven digits of a FILETIME. What the source does not
 * hold is null (or empty, for lists), never guessed.
 */
export interface EventRecord {
  /** The computer that wrote the event. */
  readonly server: string | null;
  readonly channel: string | null;
  /** A decimal string above 2^53 - 1, which a number cannot hold. */
  readonly recordId: number | string | null;
  readonly provider: string | null;
  /** The event id without severity and facility (InstanceId & 0xFFFF). */
  readonly eventId: number | null;
  readonly qualifiers: number | null;
  /** 1 critical, 2 error, 3 warning, 4 information, 5 verbose; 0 is "log always". */
  readonly level: number | null;
  readonly task: number | null;
  /** The task category as text, where only that is exported. May be translated. */
  readonly taskName: string | null;
  /** `0x8080000000000000` */
  readonly keywords: string | null;
  /** `2024-03-10T20:00:01.0547144Z` */
  readonly time: string | null;
  readonly processId: number | null;
  readonly threadId: number | null;
  /** Insertion strings in order (%1 first): every `<Data>`, named or not, the empty ones kept. */
  readonly strings: readonly string[];
  /** The named ones among them. */
  readonly data: Readonly<Record<string, string>>;
  /** Leaves of UserData: path (`A/B`, or `A/B@attribute`) and text. */
  readonly user: readonly (readonly [path: string, text: string])[];
  /** The binary data, upper-case hex without blanks. */
  readonly binary: string | null;
  /** The rendered text. May be translated; may be all that a text format holds. */
  readonly message: string | null;
  /** Where it stood: `name@0x1200` (byte offset) or `name:17` (line). */
  readonly origin: string;
}

/** What a reader has to say about its input: never thrown, always counted and shown. */
export interface Diagnostic {
  /** Stable, kebab-case: `evtx-chunk-checksum`. All codes stand in `parsers/diagnostics.ts`. */
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  /** `name@0x1200` or `name:17`, or the name alone when the whole file is meant. */
  readonly where: string;
  readonly message: string;
}

const EMPTY: EventRecord = {
  server: null,
  channel: null,
  recordId: null,
  provider: null,
  eventId: null,
  qualifiers: null,
  level: null,
  task: null,
  taskName: null,
  keywords: null,
  time: null,
  processId: null,
  threadId: null,
  strings: [],
  data: {},
  user: [],
  binary: null,
  message: null,
  origin: "",
};

/** A record from the fields that a format knows; the others are absent. */
export function eventRecord(fields: Partial<EventRecord> & { readonly origin: string }): EventRecord {
  return { ...EMPTY, ...fields };
}
