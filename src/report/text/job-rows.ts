import type { JobView } from "../view/report-view.ts";
import { formatDuration, formatMinute } from "../view/time.ts";
import { listOf, TYPES } from "../view/words.ts";
import type { Span } from "./line.ts";
import type { Pen } from "./pen.ts";
import type { Column, Row } from "./table.ts";

/** Of a table with a line a job. @param job the column of what it is called by */
export function jobColumns(job: Omit<Column, "head">): readonly Column[] {
  return [
    { head: "", min: 1, max: 1 },
    { head: "Job", ...job },
    { head: "Start (UTC)", min: 16, max: 16 },
    { head: "Server", min: 6, max: 20, drop: 2 },
    { head: "Type", min: 4, max: 16, drop: 4 },
    { head: "Databases", min: 6, max: 30 },
    { head: "Took", min: 11, max: 13, right: true, drop: 1 },
    { head: "Freeze", min: 6, max: 8, right: true },
    { head: "Result", min: 20, max: 60 },
  ];
}

/** @param name what the job is called by */
export function jobRow(job: JobView, name: string, pen: Pen): Row {
  const databases = [...new Set(job.databases.map((database) => database.name))];
  return [
    pen.mark(job.tone),
    pen.say(name),
    pen.say(formatMinute(job.start)),
    pen.say(listOf(job.servers, 1)),
    pen.say(TYPES[job.type].word),
    pen.say(listOf(databases, 1)),
    pen.say(job.seconds === null ? "" : formatDuration(job.seconds)),
    pen.say(job.freeze?.duration ?? "", styleOf(job.freeze?.tone ?? "good")),
    pen.say(job.reason === "" ? job.outcomeWord : job.reason, styleOf(job.tone)),
  ];
}

function styleOf(tone: JobView["tone"]): Span["style"] {
  return tone === "good" ? "plain" : tone;
}
