import type { DatabaseSummary, JobView, ReportView, Tone } from "../view/report-view.ts";
import { formatMinute } from "../view/time.ts";
import { plural } from "../view/words.ts";
import { jobColumns, jobRow } from "./job-rows.ts";
import { blank, type Line } from "./line.ts";
import type { Pen } from "./pen.ts";
import { type Row, table } from "./table.ts";

/** From so many jobs on, runs of good ones (and of unproven ones) take one line. */
const FOLD_FROM = 30;
const MOST_DATABASES = 40;
/** So many rows of the newest jobs are listed; the verdict has counted them all. */
const MOST_ROWS = 60;

/** Many jobs at a glance: when each database was last backed up well, then one line a job. */
export function overviewLines(view: ReportView, pen: Pen): readonly Line[] {
  if (view.jobs.length <= 3) return [];
  return [
    [],
    pen.rule("Databases"),
    ...databaseTable(view.databases, pen),
    [],
    pen.rule("Jobs"),
    ...jobTable(view.jobs, pen),
  ];
}

/** What was left out of the details, and how to see it. */
export function leftOutLines(view: ReportView, pen: Pen): readonly Line[] {
  if (view.jobsLeftOut === 0) return [];
  const text = `${plural(view.jobsLeftOut, "more job")} not shown in detail; choose with --since, --until or --database, or take --format json.`;
  return [[], [pen.say(text, "dim")]];
}

function databaseTable(databases: readonly DatabaseSummary[], pen: Pen): readonly Line[] {
  const shown = pen.verbose ? databases : databases.slice(0, MOST_DATABASES);
  const rest = databases.length - shown.length;
  const rows = shown.map(
    (database): Row => [
      pen.mark(database.newest),
      pen.say(database.name),
      pen.say(
        database.lastGood === null ? "none" : formatMinute(database.lastGood),
        database.lastGood === null ? "failure" : "plain",
      ),
      pen.say(database.lastGoodWord ?? ""),
      pen.say(`${database.good} of ${database.jobs}`),
    ],
  );
  if (rest > 0) rows.push({ across: [blank(3), pen.say(`and ${rest} more databases`, "dim")] });
  return table(
    pen,
    [
      { head: "", min: 1, max: 1 },
      { head: "Database", min: 8, max: 40 },
      { head: "Last good (UTC)", min: 16, max: 16 },
      { head: "Type", min: 4, max: 28, drop: 1 },
      { head: "Good", min: 6, max: 14 },
    ],
    rows,
    0,
  );
}

function jobTable(jobs: readonly JobView[], pen: Pen): readonly Line[] {
  const fold = !pen.verbose && jobs.length > FOLD_FROM;
  const rows = runsOf(jobs, fold).flatMap((run): readonly Row[] =>
    run.length >= 3 ? [foldedRow(run, pen)] : run.map((job) => jobRow(job, String(job.number), pen)),
  );
  const shown = pen.verbose ? rows : rows.slice(-MOST_ROWS);
  const older: Line = [
    blank(3),
    pen.say(`${plural(rows.length - shown.length, "older row")} not shown`, "dim"),
  ];
  return table(
    pen,
    jobColumns({ min: 1, max: 6, right: true }),
    shown.length < rows.length ? [{ across: older }, ...shown] : shown,
    0,
  );
}

/** Jobs that follow one another with the same tone; only what is good or unproven may be folded. */
function runsOf(jobs: readonly JobView[], fold: boolean): readonly (readonly JobView[])[] {
  const runs: JobView[][] = [];
  for (const job of jobs) {
    const last = runs.at(-1);
    const foldable = fold && (job.tone === "good" || job.tone === "unproven");
    if (foldable && last?.[0]?.tone === job.tone) last.push(job);
    else runs.push([job]);
  }
  return runs;
}

const FOLDED: Record<Tone, string> = { good: "good", unproven: "not proven", warning: "", failure: "" };

function foldedRow(run: readonly JobView[], pen: Pen): Row {
  const [first, last] = [run[0], run.at(-1)];
  const tone = first?.tone ?? "good";
  const text = `${run.length} ${FOLDED[tone]}: jobs ${first?.number} to ${last?.number}, ${formatMinute(first?.start ?? null)} to ${formatMinute(last?.start ?? null)}`;
  return { across: [pen.mark(tone), blank(2), pen.say(text, "dim")] };
}
