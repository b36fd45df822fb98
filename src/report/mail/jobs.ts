import { TONES } from "../html/marks.ts";
import { html, type Markup } from "../html/markup.ts";
import type { ReportView } from "../view/report-view.ts";
import { formatDuration, formatMinute } from "../view/time.ts";
import { byTone, plural } from "../view/words.ts";
import { grid, part, say, toned } from "./parts.ts";

const MOST_JOBS = 20;
const MOST_DATABASES = 25;

/** The jobs, those that are not good first, the newest of them; the rest is counted. */
export function jobRows(view: ReportView): Markup | null {
  const shown = view.jobs
    .toSorted((a, b) => byTone(a.tone, b.tone) || b.number - a.number)
    .slice(0, MOST_JOBS);
  const rest = view.jobs.length - shown.length;
  const rows = shown.map((job) => [
    formatMinute(job.start ?? job.timeline.from),
    say(job.title),
    job.seconds === null ? "" : formatDuration(job.seconds),
    job.freeze === null ? "" : job.freeze.duration,
    toned(job.tone, job.result),
  ]);
  const table = grid(["Start (UTC)", "Job", "Took", "Freeze", "Result"], rows);
  return (
    table &&
    part("Jobs", html`${table}${rest > 0 && html`<p>and ${plural(rest, "more job")} in the report</p>`}`)
  );
}

/** When each database was last backed up well, those without a good backup first. */
export function databaseRows(view: ReportView): Markup | null {
  const shown = view.databases.slice(0, MOST_DATABASES);
  const rest = view.databases.length - shown.length;
  const rows = shown.map((database) => [
    html`<b>${say(database.name)}</b>`,
    database.lastGood === null
      ? toned("failure", "none")
      : `${formatMinute(database.lastGood)} (${database.lastGoodWord ?? ""})`,
    `${database.good} of ${database.jobs}`,
    toned(database.newest, TONES[database.newest].word),
  ]);
  const table = grid(["Database", "Last good backup (UTC)", "Good", "Newest job"], rows);
  return (
    table &&
    part(
      "Databases",
      html`${table}${rest > 0 && html`<p>and ${plural(rest, "more database")} in the report</p>`}`,
    )
  );
}
