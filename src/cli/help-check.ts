import { helpText } from "./help-text.ts";

export const CHECK_HELP = helpText({
  about: `One line for Nagios, Icinga, Checkmk, PRTG and their kin, with perfdata behind the bar, then a line a
problem. Open alerts count by their severity.

A threshold may be left out: "26h," only warns, ",50h" is only critical.`,
  needs: "the store of a watcher, in --state; with --self-test nothing.",
  exits: { 0: "OK", 1: "WARNING", 2: "CRITICAL", 3: "UNKNOWN; also when the store cannot be read" },
  examples: [
    "thawline check",
    "thawline check --age 26h,50h --freeze 10s,20s",
    "thawline check --database DB01 --database DB02 --age ,8d",
    "thawline check --self-test",
  ],
});
