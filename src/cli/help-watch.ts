import { helpText } from "./help-text.ts";

export const WATCH_HELP = helpText({
  about: `Without --source it follows the servers of the configuration (this machine where there is none). Files and
folders are followed on any system: an .evtx that is being written, NDJSON that grows, exports dropped into
a folder.

All that it knows is in the state folder (--state): stopped in any way, the next start goes on where this
one ended, and nothing is missed or told twice. Reports lie in STATE/reports. It reads logs, and changes
nothing on the servers.

On standard output stands a line for each job, again when more is known of it; with --format json an
object a line, {"job": ..., "findings": [...]}. Ctrl-C ends it.

With --log-file, what happens to the watcher itself (sources that cannot be read, sinks that take nothing) is
kept in a file as JSON lines; on stderr stand only warnings. --log-level debug tells more in both.`,
  needs: "for live logs Windows and the right to read them (docs/live.md); for files and folders nothing.",
  exits: {
    0: "ended by Ctrl-C, or because no source had any more to say",
    3: "the store cannot be used",
  },
  exitsNote: "With --replay, 0 to 3 are those of analyze.",
  examples: [
    "thawline watch",
    "thawline watch --config thawline.yaml --state D:\\Thawline",
    "thawline watch --source live:MBX1 --source live:MBX2",
    "thawline watch --source /var/log/forwarded/ --state ./state",
    "winlogbeat | thawline watch --source -",
    "thawline watch --replay --source logs/ --state ./try",
  ],
});
