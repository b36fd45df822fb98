import type { DatabaseView, JobView } from "../view/report-view.ts";
import { formatDuration, formatPeriod } from "../view/time.ts";
import { freezeChart, phaseChart } from "./chart.ts";
import { eventLines } from "./events.ts";
import { blank, hang, type Line, type Span } from "./line.ts";
import type { Pen } from "./pen.ts";
import { runLines } from "./run.ts";
import { type Row, table } from "./table.ts";

/** One job in full: what it was, its databases, its bars, its events. */
export function jobLines(job: JobView, count: number, pen: Pen): readonly Line[] {
  const section = (lines: readonly Line[]): readonly Line[] => (lines.length === 0 ? [] : [[], ...lines]);
  return [
    [],
    pen.rule(count === 1 ? job.title : `Job ${job.number}: ${job.title}`),
    ...headLines(job, pen),
    ...section(databaseLines(job.databases, pen)),
    ...section(titled("Freeze, in seconds", freezeChart(job, pen), pen)),
    ...precisionLine(job, pen),
    ...section(titled("Phases", phaseChart(job, pen), pen)),
    ...section(titled("Run", runLines(job, pen), pen)),
    ...section(titled("Events", eventLines(job, pen), pen)),
  ];
}

function headLines(job: JobView, pen: Pen): readonly Line[] {
  const took = job.seconds === null ? "" : `, ${formatDuration(job.seconds)}`;
  const head = hang([pen.mark(job.tone), blank(1)], pen.say(job.result, job.tone), pen.width);
  const facts = [
    `${formatPeriod(job.start, job.end)}${took}`,
    job.guid === null ? "" : `snapshot set ${job.guid}`,
    job.freeze === null ? "" : `frozen ${job.freeze.duration}, ${job.freeze.words}`,
  ].filter((fact) => fact !== "");
  return [...head, ...facts.flatMap((fact) => hang([blank(2)], pen.say(fact), pen.width))];
}

function titled(title: string, lines: readonly Line[], pen: Pen): readonly Line[] {
  return lines.length === 0 ? [] : [[blank(2), pen.say(title, "strong")], ...lines];
}

function precisionLine(job: JobView, pen: Pen): readonly Line[] {
  const notes = [job.freeze, ...job.databases.map((database) => database.freeze)].map(
    (f) => f?.precision ?? null,
  );
  const note = notes.find((text) => text !== null);
  return note === undefined || note === null ? [] : hang([blank(2)], pen.say(note, "dim"), pen.width);
}

function databaseLines(databases: readonly DatabaseView[], pen: Pen): readonly Line[] {
  const rows = databases.map(
    (database): Row => [
      pen.mark(database.tone),
      pen.say(database.name),
      pen.say(database.server),
      pen.say(database.role === "unknown" ? "" : database.roleWord),
      pen.say(database.typeWord),
      pen.say(database.outcomeWord, database.outcome === "succeeded" ? "plain" : database.tone),
      pen.say(database.freeze?.duration ?? "", toneStyle(database.freeze?.tone)),
      pen.say(database.truncation.word, toneStyle(database.truncation.tone)),
    ],
  );
  return [
    ...table(
      pen,
      [
        { head: "", min: 1, max: 1 },
        { head: "Database", min: 8, max: 40 },
        { head: "Server", min: 5, max: 24, drop: 3 },
        { head: "Role", min: 6, max: 12, drop: 5 },
        { head: "Type", min: 4, max: 28, drop: 6 },
        { head: "Outcome", min: 8, max: 36 },
        { head: "Freeze", min: 6, max: 8, right: true },
        { head: "Logs", min: 6, max: 18 },
      ],
      rows,
      0,
    ),
    ...databases.flatMap((database) => truncationLines(database, pen)),
  ];
}

/** The range of logs and the copies, where a table's word does not tell all. */
function truncationLines(database: DatabaseView, pen: Pen): readonly Line[] {
  const { truncation } = database;
  const copies = truncation.copies.map((copy) => `${copy.server}: ${copy.words}`).join("; ");
  // The range of deleted logs, or why a good backup deletes none; the rest the table has said.
  const more = database.outcome === "succeeded" && truncation.words.includes(": ");
  if (copies === "" && (!more || truncation.state === "missing")) return [];
  const text = `${database.name}, ${truncation.words}`;
  return hang([blank(2)], pen.say(copies === "" ? text : `${text}; copies: ${copies}`, "dim"), pen.width);
}

function toneStyle(tone: JobView["tone"] | undefined): Span["style"] {
  return tone === undefined || tone === "good" ? "plain" : tone;
}
