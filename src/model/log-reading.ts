/**
 * What was read of one log of one server by one input: the material of coverage, as plain data that can be stored. A time
 * that is not known is null. Times in milliseconds since 1970.
 */
export interface LogReading {
  /** As spelled; empty where the records name none. */
  readonly server: string;
  readonly channel: string;
  readonly first: number | null;
  /** Everything that the log holds up to this time was read. A live source moves it on while nothing is written. */
  readonly last: number | null;
  /** Of the records alone, where the source read further than they reach. Absent: worked out from the runs. */
  readonly seen?: { readonly earliest: number | null; readonly latest: number | null };
  /** Records without a usable number. */
  readonly unnumbered: number;
  /** Runs of record numbers, an inner list for each time the numbers started anew, last used first. */
  readonly epochs: readonly (readonly ReadRun[])[];
  /** False when the numbers of this log turned out to be none. */
  readonly numbersUsable: boolean;
  /** The numbers are the log's own, though it collects events of others: a hole in them is a loss. */
  readonly ownNumbers?: true;
}

/** A run of record numbers of which none is missing. */
export interface ReadRun {
  readonly from: number;
  readonly to: number;
  readonly fromTime: number | null;
  readonly toTime: number | null;
}
