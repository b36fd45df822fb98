import type { EventRecord } from "../../../parsers/record.ts";
import type { LogReading } from "../../../src/model/log-reading.ts";
import type { InputSummary, Position, Source, SourceBatch } from "../../../src/model/source.ts";
import type { Clock } from "../../../src/source/clock.ts";
import type { FollowOptions, KnownInput } from "../../../src/source/follow/options.ts";

/** What a consumer keeps of a source, over all its restarts. */
export interface Kept {
  position: Position;
  readonly inputs: Map<string, KeptInput>;
}

export interface KeptInput {
  readonly records: EventRecord[];
  logs: readonly LogReading[];
  summary: InputSummary | null;
}

export function nothingKept(): Kept {
  return { position: null, inputs: new Map() };
}

/** A run of a source, from where the last one was stopped or killed, look by look. */
export interface Run {
  /** Lets the source look once; what it yields is kept. */
  look(): Promise<readonly SourceBatch[]>;
  /** Takes so many batches at most, as if killed behind the last of them. Fewer where the source comes to rest. */
  batches(count: number): Promise<readonly SourceBatch[]>;
  /** Sets the clock back. */
  setBack(milliseconds: number): void;
  /** As a kill: what was not taken is lost. */
  kill(): Promise<void>;
}

export type Make = (options: Pick<FollowOptions, "clock" | "known" | "folder">) => Source;

/**
 * Time stands still but for the looks: each is a second after the one before.
 *
 * @param sleeps false: the source is not held up when it waits
 */
export function run(kept: Kept, folder: string, make: Make, sleeps = true): Run {
  const abort = new AbortController();
  let time = Date.UTC(2030, 0, 1);
  let rested = deferred();
  let resume = (): void => {};
  const clock: Clock = {
    now: () => time,
    sleep: () => {
      if (!sleeps) return new Promise((resolve) => void setImmediate(resolve));
      rested.resolve("rested");
      return new Promise((resolve) => {
        resume = resolve;
      });
    },
  };
  const known = (input: string): KnownInput | null => kept.inputs.get(input) ?? null;
  const source = make({ clock, known, folder: () => folder });
  const iterator = source.batches(kept.position, abort.signal)[Symbol.asyncIterator]();
  // Inputs that are read anew: so many of their records are kept already.
  const again = new Map([...kept.inputs].map(([name, { records }]) => [name, records.length]));
  let begun = false;
  let pending: Promise<IteratorResult<SourceBatch>> | null = null;

  const keep = (batch: SourceBatch): void => {
    const input = kept.inputs.get(batch.input) ?? { records: [], logs: [], summary: null };
    kept.inputs.set(batch.input, input);
    const skip =
      batch.restart === "rereads" ? Math.min(again.get(batch.input) ?? 0, batch.records.length) : 0;
    again.set(batch.input, (again.get(batch.input) ?? 0) - skip);
    input.records.push(...batch.records.slice(skip));
    if (batch.logs !== null) input.logs = JSON.parse(JSON.stringify(batch.logs));
    if (batch.summary !== undefined) input.summary = batch.summary;
    kept.position = JSON.parse(JSON.stringify(batch.position));
  };

  const batches = async (count: number): Promise<readonly SourceBatch[]> => {
    const taken: SourceBatch[] = [];
    while (taken.length < count) {
      pending ??= iterator.next();
      const next = await Promise.race([pending, rested.promise]);
      if (next === "rested") break;
      pending = null;
      if (next.done === true) break;
      keep(next.value);
      taken.push(next.value);
    }
    return taken;
  };

  return {
    batches,
    async look() {
      time += 1_000;
      if (!begun) {
        begun = true;
        return batches(Number.POSITIVE_INFINITY);
      }
      rested = deferred();
      resume();
      return batches(Number.POSITIVE_INFINITY);
    },
    setBack(milliseconds) {
      time -= milliseconds;
    },
    async kill() {
      abort.abort();
      resume();
      await iterator.return?.();
    },
  };
}

function deferred(): { readonly promise: Promise<"rested">; readonly resolve: (value: "rested") => void } {
  let resolve = (_: "rested"): void => {};
  const promise = new Promise<"rested">((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

export function idsOf(kept: Kept, input: string): readonly (number | string | null)[] {
  return kept.inputs.get(input)?.records.map(({ recordId }) => recordId) ?? [];
}
