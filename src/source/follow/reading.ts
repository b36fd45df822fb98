import type { ParseOptions, ParseSink } from "../../../parsers/format.ts";
import type { Diagnostic, RawEvent } from "../../model/raw-event.ts";
import { type InputSummary, MOST_RECORDS, type Position, type SourceBatch } from "../../model/source.ts";
import { systemClock } from "../clock.ts";
import { createInputCoverage, type InputCoverage } from "../coverage.ts";
import { createSink, parseOptions } from "../parse.ts";
import { createTally } from "../tally.ts";
import type { FollowOptions } from "./options.ts";

/** What is read of one input and not handed on yet, and the totals of it. */
export interface Reading {
  readonly input: string;
  readonly sink: ParseSink;
  readonly parse: ParseOptions;
  readonly coverage: InputCoverage;
  format(name: string): void;
  /** So many records are waiting to be handed on. */
  readonly held: number;
  /** Forgets the first of them. */
  drop(count: number): void;
  /** At most `MOST_RECORDS` of them, with all that belongs to them. */
  batch(what: What): SourceBatch;
  /** The same without the totals: what was counted already belongs to the batch that ends the part. */
  part(what: What): SourceBatch;
}

type What = Pick<SourceBatch, "position" | "restart" | "caughtUp">;

/** @param resumes true where the reading goes on behind what the store has of the input */
export function createReading(input: string, options: FollowOptions, resumes: boolean): Reading {
  const known = resumes ? options.known(input) : null;
  const coverage = createInputCoverage((options.clock ?? systemClock).now, known?.logs);
  const what = { ...options, coverage };
  const tally = createTally(input, coverage, known?.summary);
  const told = new Set(tally.result().diagnostics.map(placeOf));
  let records: RawEvent[] = [];
  let found: Diagnostic[] = [];

  const use = (record: RawEvent): boolean => {
    records.push(record);
    return true;
  };
  const sink = createSink(tally, use, what);
  return {
    input,
    coverage,
    parse: parseOptions(input, what),
    sink: {
      ...sink,
      // A place that is read again, or a file read in parts, says again what was said of it.
      diagnostic(diagnostic) {
        if (told.has(placeOf(diagnostic))) return;
        if (told.size < MOST_TOLD) told.add(placeOf(diagnostic));
        sink.diagnostic(diagnostic);
        if (found.length < MOST_TOLD) found.push(diagnostic);
      },
    },
    format: tally.format,
    get held() {
      return records.length;
    },
    drop(count) {
      records = records.slice(count);
    },
    batch(what) {
      const diagnostics = found;
      found = [];
      const summary = withoutUsed(tally.result());
      return { ...part(what), logs: coverage.readings(), diagnostics, summary };
    },
    part,
  };

  function part(what: What): SourceBatch {
    const taken = records.length > MOST_RECORDS ? records.slice(0, MOST_RECORDS) : records;
    records = records.slice(taken.length);
    return { input, records: taken, logs: null, trouble: null, diagnostics: [], ...what };
  }
}

/** A damaged log can say more than anybody reads; what goes beyond is counted. */
const MOST_TOLD = 1_000;

function placeOf({ code, where }: Diagnostic): string {
  return `${code}\n${where}`;
}

export function withoutUsed({ used: _, ...summary }: InputSummary & { readonly used: number }): InputSummary {
  return summary;
}

/**
 * A sign of life, or of trouble, of an input of which nothing is read at the moment. `rereads`: it says nothing of where
 * the records to come go on.
 */
export function emptyBatch(
  input: string,
  position: Position,
  what: Pick<SourceBatch, "trouble" | "caughtUp"> & Partial<SourceBatch>,
): SourceBatch {
  return { input, records: [], position, restart: "rereads", logs: null, diagnostics: [], ...what };
}

/** What is to be said of an input of which nothing was read yet. */
export function nothingRead(input: string): InputSummary {
  return { path: input, format: "unknown", records: 0, first: null, last: null, diagnostics: [] };
}
