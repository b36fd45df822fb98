/** What `--help` says below the list of options. */
const EXIT_CODES = `Exit codes:
  0   all good
  1   warnings
  2   failures
  3   cannot judge: no input could be read, or the logs do not reach far enough
  64  the command line, or a file that it names, is wrong
  70  an internal error`;

const FORMATS = `Formats are told by content, not by name: .evtx; XML, JSON, CSV and text as Event Viewer,
PowerShell, wevtutil and Winlogbeat export them or people paste them; each also as .gz.
"-" is standard input. Folders are read with all that is in them.`;

export const GENERAL_HELP = `
${FORMATS}

${EXIT_CODES}

Examples:
  $ thawline analyze C:\\logs\\MBX1-Application.evtx C:\\logs\\MBX2-Application.evtx
  $ thawline events Application.evtx --provider ESE --id 2001-2010
  $ thawline verify G:\\backup\\DB01`;

export const ANALYZE_HELP = `
Give the Application and System logs of all servers of a DAG together: what proves that logs were
truncated is often written on another server than the one that ran the backup.

--since, --until, --server and --database choose the jobs that are shown; the logs are read in full.
Times are ISO 8601, UTC where no offset is given; a day for --until means to its end.

${FORMATS}

${EXIT_CODES}
With --fail-on failure, warnings exit 0; with --fail-on never, failures do too. 3 stays 3.

Examples:
  $ thawline analyze logs/
  $ thawline analyze logs/ --since 2026-03-01 --database DB01 --fail-on failure
  $ thawline analyze logs/ --format html -o backups.html
  $ thawline analyze logs/ --format junit -o backups.xml
  $ thawline analyze export.csv --time-zone Europe/Berlin
  $ thawline analyze - < export.xml`;

export const EVENTS_HELP = `
One JSON object a line, in file order, with the provider, the id, the insertion strings in order and all
else that the record holds. What could not be read is told on stderr, and by exit code 1; 3 when nothing
could be read.

${FORMATS}

Examples:
  $ thawline events Application.evtx --provider ESE --provider MSExchangeRepl
  $ thawline events Application.evtx --id 2001-2010,2046 -o backup-events.ndjson
  $ thawline events logs/ | jq -r 'select(.eventId == 2006) | .time'`;
