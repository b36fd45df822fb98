import { foldItems } from "../view/fold.ts";
import type { DatabaseView, JobView, ReportView, TimelineItem } from "../view/report-view.ts";
import { formatDuration, formatMinute, formatOffset, formatPeriod, formatTime } from "../view/time.ts";
import { listOf, plural, TYPES } from "../view/words.ts";
import { prose } from "./escape.ts";
import { TONE_MARKS } from "./marks.ts";
import { type Block, details, table } from "./table.ts";

const MOST_ROWS = 50;
const MOST_ITEMS = 40;

/** The jobs in a table, then each that is shown in detail; the timelines of good ones are folded. */
export function jobSections(view: ReportView, verbose: boolean): readonly Block[] {
  if (view.jobs.length === 0) return [];
  const leftOut =
    view.jobsLeftOut > 0
      ? [`${plural(view.jobsLeftOut, "more job")} that need a look are not shown in detail.`, ""]
      : [];
  return [
    ["### Jobs", "", ...jobTable(view.jobs, verbose)],
    ...view.jobs.filter((job) => job.detailed).map((job) => jobLines(job, verbose)),
    leftOut,
  ];
}

/** All jobs when they are few; else those that are not good, the newest of them, and a count of the rest. */
function jobTable(jobs: readonly JobView[], verbose: boolean): readonly string[] {
  const all = verbose || jobs.length <= MOST_ROWS;
  const telling = all ? jobs : jobs.filter((job) => job.tone !== "good");
  const shown = all ? telling : telling.slice(-MOST_ROWS);
  const good = jobs.length - telling.length;
  const rest = [
    ...(good > 0 ? [plural(good, "good job")] : []),
    ...(telling.length > shown.length
      ? [`${plural(telling.length - shown.length, "older job")} that are not good`]
      : []),
  ];
  return [
    ...table(
      ["", "Job", "Start (UTC)", "Server", "Type", "Databases", "Took", "Freeze", "Result"],
      shown.map((job) => [
        TONE_MARKS[job.tone],
        String(job.number),
        formatMinute(job.start),
        prose(listOf(job.servers, 2), 100),
        TYPES[job.type].word,
        prose(listOf(namesOf(job), 3), 200),
        job.seconds === null ? "" : formatDuration(job.seconds),
        job.freeze?.duration ?? "",
        prose(job.result),
      ]),
    ),
    ...(rest.length > 0 ? [`Not in this table: ${rest.join(", ")}.`, ""] : []),
  ];
}

function namesOf(job: JobView): readonly string[] {
  return [...new Set(job.databases.map((database) => database.name))];
}

function jobLines(job: JobView, verbose: boolean): readonly string[] {
  const timeline = timelineTable(job, verbose);
  const precision = [job.freeze, ...job.databases.map((database) => database.freeze)].find(
    (freeze) => (freeze?.precision ?? null) !== null,
  )?.precision;
  const facts = [
    formatPeriod(job.start, job.end),
    ...(job.freeze === null ? [] : [`frozen ${job.freeze.duration}, ${job.freeze.words}`]),
    ...(precision === undefined || precision === null ? [] : [precision]),
    ...(job.guid === null ? [] : [`snapshot set ${job.guid}`]),
  ];
  return [
    `#### ${TONE_MARKS[job.tone]} Job ${job.number}: ${prose(job.title)}`,
    "",
    prose(`${job.result}; ${facts.join("; ")}`),
    "",
    ...table(
      ["", "Database", "Server", "Role", "Type", "Outcome", "Freeze", "Logs"],
      job.databases.slice(0, verbose ? undefined : MOST_ROWS).map(databaseRow),
    ),
    ...(!verbose && job.databases.length > MOST_ROWS
      ? [`and ${job.databases.length - MOST_ROWS} more databases`, ""]
      : []),
    ...stepsTable(job, verbose),
    ...(job.tone === "good" ? details("Timeline", timeline) : timeline),
  ];
}

/** What the run around the backup did, in order. */
function stepsTable({ timeline: { steps } }: JobView, verbose: boolean): readonly string[] {
  const shown = verbose ? steps : steps.slice(-MOST_ROWS);
  return table(
    ["", "Step of the run", "Start (UTC)", "Took", "Outcome", "Detail"],
    shown.map(({ tone, name, start, from, to, word, detail, transcript }) => [
      TONE_MARKS[tone],
      prose(name, 100),
      formatTime(start),
      to === null ? "" : formatDuration(to - from),
      word,
      [prose(detail), ...(transcript === null ? [] : [`transcript: ${prose(transcript)}`])]
        .filter((part) => part !== "")
        .join("; "),
    ]),
  );
}

function databaseRow(database: DatabaseView): readonly string[] {
  const copies = database.truncation.copies.map((copy) => `${copy.server}: ${copy.words}`).join("; ");
  const { freeze, truncation } = database;
  return [
    TONE_MARKS[database.tone],
    prose(database.name, 100),
    prose(database.server, 100),
    database.roleWord,
    database.typeWord,
    database.outcomeWord,
    freeze === null ? "" : prose(`${freeze.duration}, ${freeze.words}`),
    prose(copies === "" ? truncation.words : `${truncation.words}; copies: ${copies}`),
  ];
}

function timelineTable(job: JobView, verbose: boolean): readonly string[] {
  const { items } = job.timeline;
  const fraction = items.some((item) => item.offset !== null && item.offset % 1 !== 0);
  const shown = verbose ? items : foldItems(items, MOST_ITEMS);
  return table(
    ["Time (UTC)", "From start", "Server", "Record", "Event", "", "Text"],
    shown.map((item) =>
      item.kind === "folded"
        ? span(`… ${plural(item.count, "more item")} in between`)
        : itemRow(item, fraction),
    ),
  );
}

function itemRow(item: TimelineItem, fraction: boolean): readonly string[] {
  const offset = formatOffset(item.offset, fraction);
  switch (item.kind) {
    case "phase":
      return [formatTime(item.time), offset, "", "", "", "", `*${item.word}*`];
    case "pause":
      return span(`… nothing logged for ${formatDuration(item.seconds)}`);
    case "gap":
      return span(
        `${plural(item.missing, "record")} missing in the ${item.channel} log of ${item.server}`,
        formatTime(item.time),
      );
    case "event":
      return [
        formatTime(item.event.time),
        offset,
        prose(item.event.server, 100),
        prose(item.event.recordId ?? ""),
        `${prose(item.event.provider, 100)} ${item.event.eventId}`,
        item.event.number === null ? "" : `\\[${item.event.number}\\]`,
        prose(item.event.text, 200),
      ];
  }
}

function span(text: string, time = ""): readonly string[] {
  return [time, "", "", "", "", "", prose(text)];
}
