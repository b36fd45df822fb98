export const JOBS_HELP = `
Reads the store of a watcher in --state, also while it runs.

Examples:
  $ thawline jobs
  $ thawline jobs --database DB01 --since 2026-03-01 --limit 400
  $ thawline jobs --format json | jq '.jobs[] | {id, outcome, freeze}'`;

export const SHOW_HELP = `
Examples:
  $ thawline show last
  $ thawline show 3f2504e0`;

export const REPORT_HELP = `
Examples:
  $ thawline report last --format html -o last.html
  $ thawline report 3f2504e0 --format json --fail-on warning`;
