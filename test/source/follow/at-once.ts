import { Readable } from "node:stream";
import type { EventRecord } from "../../../parsers/record.ts";
import type { InputSummary } from "../../../src/model/source.ts";
import { type CoverageResult, createCoverage } from "../../../src/source/coverage.ts";
import { readInput } from "../../../src/source/read-input.ts";

/** After all records of the tests. */
export const NOW = Date.UTC(2030, 0, 1);

export interface AtOnce {
  readonly records: readonly EventRecord[];
  readonly summary: InputSummary;
  readonly coverage: CoverageResult;
}

/** What `analyze` finds in a file as it is now. */
export async function readAtOnce(
  path: string,
  folder: string,
  wants: (provider: string, id: number) => boolean = () => true,
): Promise<AtOnce> {
  const tracker = createCoverage(NOW);
  const records: EventRecord[] = [];
  const options = { wants, coverage: tracker.input(), folder: () => folder, stdin: Readable.from([]) };
  const use = (found: EventRecord): boolean => records.push(found) > 0;
  const { used: _, ...summary } = await readInput({ path, named: true, bytes: null }, use, options);
  return { records, summary, coverage: tracker.result() };
}
