/** How old the last good backup of some databases may get. Times in seconds; of day in seconds since midnight. */
export interface Expectation {
  /** A name, or a pattern with `*` and `?`. Compared without case. Of each type the first that fits a database counts. */
  readonly database: string;
  readonly type: "full" | "incremental";
  readonly maxAgeSeconds: number;
  /** In which a backup is to run; may go over midnight. Absent: at any time. */
  readonly window?: TimeWindow;
  /** Other limits for named weekdays (0 is Sunday), of the day on which the limit is reached. */
  readonly days?: readonly { readonly weekdays: readonly number[]; readonly maxAgeSeconds: number }[];
}

export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}
