import type { Diagnostic, EventRecord } from "../../parsers/record.ts";
import { detect } from "../../parsers/registry.ts";

export interface ReadBack {
  readonly format: string | null;
  readonly records: readonly EventRecord[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads bytes with the format that recognises them, in one piece. */
export async function readBack(bytes: Uint8Array, name: string): Promise<ReadBack> {
  const format = await detect(bytes.subarray(0, 65_536));
  if (format === null) return { format: null, records: [], diagnostics: [] };
  const records: EventRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  const survey = format.survey?.({ name });
  survey?.write(bytes);
  const parser = format.parse(
    {
      record: (record) => records.push(record),
      diagnostic: (diagnostic) => diagnostics.push(diagnostic),
    },
    { name, ...survey?.end() },
  );
  parser.write(bytes);
  parser.end();
  return { format: format.name, records, diagnostics };
}
