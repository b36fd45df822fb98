import { helpText } from "./help-text.ts";

const NEEDS = "the store of a watcher, in --state; it may be running.";
const EXITS = { 0: "told", 3: "the store cannot be read, or what it tells cannot be judged" };
const NOTE = "With --fail-on, 1 and 2 tell of warnings and failures, as for analyze.";

export const JOBS_HELP = helpText({
  needs: NEEDS,
  exits: EXITS,
  exitsNote: NOTE,
  examples: [
    "thawline jobs",
    "thawline jobs --database DB01 --since 2026-03-01 --limit 400",
    "thawline jobs --format json | jq '.jobs[] | {id, outcome, freeze}'",
  ],
});

export const SHOW_HELP = helpText({
  needs: NEEDS,
  exits: EXITS,
  exitsNote: NOTE,
  examples: ["thawline show last", "thawline show 3f2504e0"],
});

export const REPORT_HELP = helpText({
  needs: NEEDS,
  exits: EXITS,
  exitsNote: NOTE,
  examples: [
    "thawline report last --format html -o last.html",
    "thawline report 3f2504e0 --format json --fail-on warning",
  ],
});
