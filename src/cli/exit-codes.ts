import type { Verdict } from "../model/report.ts";

/** What scripts and schedulers rely on. */
export const EXIT = {
  ok: 0,
  warning: 1,
  failure: 2,
  unknown: 3,
  usage: 64,
  internal: 70,
} as const;

export const FAIL_ON = ["warning", "failure", "never"] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** The exit code of a verdict. `failOn` lowers the bar for warnings and failures; "cannot judge" always shows. */
export function exitCodeOf(verdict: Verdict, failOn: FailOn): number {
  if (failOn === "never" && verdict !== "unknown") return EXIT.ok;
  if (failOn === "failure" && verdict === "warning") return EXIT.ok;
  return EXIT[verdict];
}
