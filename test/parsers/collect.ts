import type { Format, ParseOptions } from "../../parsers/format.ts";
import type { Diagnostic, EventRecord } from "../../parsers/record.ts";

export interface Collected {
  readonly records: readonly EventRecord[];
  readonly diagnostics: readonly Diagnostic[];
  readonly codes: readonly string[];
  readonly skipped: readonly (readonly [recordId: number | null, time: number])[];
  readonly streams: readonly (readonly [server: string | null, channel: string | null])[];
}

/** Parses text or bytes with a format, in pieces of `piece` bytes, and gathers all that it says. */
export function collect(
  format: Format,
  input: string | Uint8Array,
  options: Partial<ParseOptions> & { readonly piece?: number } = {},
): Collected {
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  const { piece = 64 * 1024, ...parseOptions } = options;
  const records: EventRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  const skipped: (readonly [number | null, number])[] = [];
  const streams: (readonly [string | null, string | null])[] = [];
  const parser = format.parse(
    {
      record: (record) => records.push(record),
      diagnostic: (diagnostic) => diagnostics.push(diagnostic),
      skipped: (recordId, time) => skipped.push([recordId, time]),
      stream: (server, channel) => streams.push([server, channel]),
    },
    { name: "in", ...parseOptions },
  );
  for (let at = 0; at < bytes.length; at += piece) parser.write(bytes.subarray(at, at + piece));
  parser.end();
  return { records, diagnostics, codes: diagnostics.map(({ code }) => code), skipped, streams };
}
