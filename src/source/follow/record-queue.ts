import type { RawEvent } from "../../model/raw-event.ts";
import { MOST_RECORDS } from "../../model/source.ts";

/** Between a reader that pushes and a consumer that pulls: the reader waits until what it gave is taken. */
export interface RecordQueue {
  push(record: RawEvent): void;
  /** For the reader: resolves when little is left. */
  drained(): Promise<void> | undefined;
  /** No more will come. */
  close(): void;
  /** Nobody takes anything any more: the reader is not held up. */
  abandon(): void;
  /** Batch after batch, each of at most `MOST_RECORDS`; the last records only with the end, as `last`. */
  batches(): AsyncGenerator<{ readonly records: readonly RawEvent[]; readonly last: boolean }>;
}

export function createRecordQueue(): RecordQueue {
  let held: RawEvent[] = [];
  let closed = false;
  let wakeReader = (): void => {};
  let wakeConsumer = (): void => {};

  return {
    push(record) {
      held.push(record);
    },
    drained() {
      wakeConsumer();
      if (closed || held.length <= MOST_RECORDS) return undefined;
      return new Promise((resolve) => {
        wakeReader = resolve;
      });
    },
    close() {
      closed = true;
      wakeConsumer();
    },
    abandon() {
      closed = true;
      held = [];
      wakeReader();
    },
    async *batches() {
      for (;;) {
        while (held.length > MOST_RECORDS) {
          const records = held.slice(0, MOST_RECORDS);
          held = held.slice(MOST_RECORDS);
          yield { records, last: false };
        }
        if (closed) break;
        await new Promise<void>((resolve) => {
          wakeConsumer = resolve;
          wakeReader();
        });
      }
      yield { records: held, last: true };
    },
  };
}
