import { helpText, VERDICT_EXITS } from "./help-text.ts";

const FORMATS = `Formats are told by content, not by name: .evtx; XML, JSON, CSV and text as Event Viewer,
PowerShell, wevtutil and Winlogbeat export them or people paste them; each also as .gz.
"-" is standard input. Folders are read with all that is in them.`;

export const GENERAL_HELP = helpText({
  about: FORMATS,
  needs: "Node.js 20.19 or later, and for analyze, events, verify, demo and lab nothing else.",
  exits: VERDICT_EXITS,
  examples: [
    "thawline demo",
    "thawline analyze C:\\logs\\MBX1-Application.evtx C:\\logs\\MBX2-Application.evtx",
    "thawline analyze logs/ --format html -o backups.html",
    "thawline watch --config thawline.yaml",
    "thawline check --age 26h,50h",
    "thawline verify G:\\backup\\DB01",
    "thawline doctor",
  ],
});

export const ANALYZE_HELP = helpText({
  about: `Give the Application and System logs of all servers of a DAG together: what proves that logs were
truncated is often written on another server than the one that ran the backup.

--since, --until, --server and --database choose the jobs that are shown; the logs are read in full.
Times are ISO 8601, UTC where no offset is given; a day for --until means to its end.

${FORMATS}`,
  needs: "nothing but the logs: any system, no network.",
  exits: VERDICT_EXITS,
  exitsNote: "With --fail-on failure, warnings exit 0; with --fail-on never, failures do too. 3 stays 3.",
  examples: [
    "thawline analyze logs/",
    "thawline analyze logs/ --since 2026-03-01 --database DB01 --fail-on failure",
    "thawline analyze logs/ --format html -o backups.html",
    "thawline analyze logs/ --format junit -o backups.xml",
    "thawline analyze export.csv --time-zone Europe/Berlin",
    "thawline analyze - < export.xml",
  ],
});

export const EVENTS_HELP = helpText({
  about: `One JSON object a line, in file order, with the provider, the id, the insertion strings in order and all
else that the record holds. What could not be read is told on stderr.

${FORMATS}`,
  needs: "nothing but the logs: any system, no network.",
  exits: {
    0: "all was read",
    1: "something could not be read",
    3: "nothing could be read",
  },
  examples: [
    "thawline events Application.evtx --provider ESE --provider MSExchangeRepl",
    "thawline events Application.evtx --id 2001-2010,2046 -o backup-events.ndjson",
    "thawline events logs/ | jq -r 'select(.eventId == 2006) | .time'",
  ],
});
