import { describeEvent } from "../view/evidence.ts";
import { foldItems } from "../view/fold.ts";
import type {
  DatabaseView,
  FindingGroup,
  JobView,
  OccurrenceView,
  ReportView,
  TimelineItem,
} from "../view/report-view.ts";
import { formatDuration, formatMinute, formatOffset, formatPeriod, formatTime } from "../view/time.ts";
import { titleWithSubject } from "../view/verdict.ts";
import { plural } from "../view/words.ts";
import { visible } from "../visible.ts";
import type { TestCase } from "./xml.ts";

const MOST_ITEMS = 200;

/** What all cases are made from; findings are looked up by id. */
export interface Source {
  readonly view: ReportView;
  readonly found: ReadonlyMap<string, Found>;
  readonly verbose: boolean;
}

interface Found {
  readonly group: FindingGroup;
  readonly occurrence: OccurrenceView;
}

/** A view with its findings, open ones and notes alike, by id. */
export function sourceOf(view: ReportView, verbose: boolean): Source {
  const found = [...view.findings, ...view.notes].flatMap((group) =>
    group.occurrences.map((occurrence) => [occurrence.id, { group, occurrence }] as const),
  );
  return { view, found: new Map(found), verbose };
}

/** The case of a whole job; its findings that name a database show at that database too. */
export function jobCase(job: JobView, source: Source): TestCase {
  const found = foundIn(source, job.findings);
  const head = [`${job.result}; ${formatPeriod(job.start, job.end)}`];
  const freeze = job.freeze === null ? [] : [`frozen ${job.freeze.duration}, ${job.freeze.words}`];
  return {
    className: job.servers[0] ?? "unknown server",
    name: `${job.title}, ${formatMinute(job.start ?? job.end)}${idOf(job)}`,
    seconds: job.seconds,
    ...result(job.tone, job.result, found, source.view),
    output: lines([...head, ...freeze, ...others(found), ...timeline(job, source.verbose)]),
  };
}

/** The case of one database in a job. */
export function databaseCase(job: JobView, database: DatabaseView, source: Source): TestCase {
  const found = foundIn(source, database.findings);
  const { freeze, truncation } = database;
  const said = `${database.outcomeWord}; ${truncation.words}`;
  return {
    className: `${job.servers[0] ?? "unknown server"}.${database.name}`,
    name: `${database.name} on ${database.server} in ${job.title}, ${formatMinute(job.start ?? job.end)}${idOf(job)}`,
    seconds: null,
    ...result(database.tone, said, found, source.view),
    output: lines([
      `${database.typeWord}, ${database.roleWord}, ${said}`,
      ...(freeze === null ? [] : [`frozen ${freeze.duration}, ${freeze.words}`]),
      ...truncation.copies.map((copy) => `copy on ${copy.server}: ${copy.words}`),
      ...others(found),
    ]),
  };
}

/** Whether the logs could be judged, then the findings that belong to no job. */
export function logCases({ view, found }: Source): readonly TestCase[] {
  const known = new Set(view.jobs.flatMap((job) => job.findings));
  const loose = [...found.values()].filter(({ occurrence }) => !known.has(occurrence.id));
  const { verdict } = view;
  const diagnostics = view.inputs.flatMap((input) =>
    input.diagnostics.map(
      (one) =>
        `${input.path}: ${one.severity} ${one.code}, ${plural(one.count, "time")}, first at ${one.where}: ${one.message}`,
    ),
  );
  const read: TestCase = {
    className: "log",
    name: "the logs tell enough for a verdict",
    seconds: null,
    failure: null,
    skipped: verdict.verdict === "unknown" ? (verdict.unjudged[0] ?? verdict.why) : null,
    output: lines([
      `${verdict.word}: ${verdict.headline}`,
      verdict.read,
      ...verdict.unjudged,
      ...diagnostics.slice(0, MOST_ITEMS),
    ]),
  };
  return [read, ...loose.map((found) => looseCase(found, view))];
}

function looseCase(found: Found, view: ReportView): TestCase {
  const { group, occurrence } = found;
  const tone = group.tone === "unproven" ? "unproven" : group.severity === "failure" ? "failure" : "good";
  return {
    className: `log.${occurrence.server ?? "all"}`,
    name: `${group.code} ${titleWithSubject(occurrence)} (${occurrence.id})`,
    seconds: null,
    ...result(tone, occurrence.title, [found], view),
    output: lines(others([found])),
  };
}

/** Failures fail, unproven ones are skipped, warnings pass and are told in the output. */
function result(
  tone: JobView["tone"],
  said: string,
  found: readonly Found[],
  view: ReportView,
): Pick<TestCase, "failure" | "skipped"> {
  if (tone === "unproven") return { failure: null, skipped: said };
  if (tone !== "failure") return { failure: null, skipped: null };
  const failures = found.filter(({ group }) => group.severity === "failure");
  const [first] = failures;
  if (first === undefined)
    return { failure: { message: said, type: "FAILED", text: visible(said) }, skipped: null };
  return {
    failure: {
      message: titleWithSubject(first.occurrence),
      type: first.group.code,
      text: lines(failures.flatMap((one) => findingLines(one, view))),
    },
    skipped: null,
  };
}

function findingLines({ group, occurrence }: Found, view: ReportView): readonly string[] {
  const events = occurrence.evidence
    .map((number) => view.evidence[number - 1])
    .filter((event) => event !== undefined);
  return [
    `${group.code}: ${titleWithSubject(occurrence)}`,
    occurrence.detail,
    group.cause === "" ? "" : `Cause: ${group.cause}`,
    ...group.remedy.map((step, index) => `Do ${index + 1}: ${step}`),
    ...events.slice(0, MOST_ITEMS).map(describeEvent),
  ].filter((line) => line !== "");
}

function others(found: readonly Found[]): readonly string[] {
  return found
    .filter(({ group }) => group.severity !== "failure")
    .map(({ group, occurrence }) => `${group.word}: ${group.code}: ${titleWithSubject(occurrence)}`);
}

function timeline(job: JobView, verbose: boolean): readonly string[] {
  const { items } = job.timeline;
  const fraction = items.some((item) => item.offset !== null && item.offset % 1 !== 0);
  return (verbose ? items : foldItems(items, MOST_ITEMS)).map((item) =>
    item.kind === "folded" ? `... ${plural(item.count, "more item")} in between` : itemLine(item, fraction),
  );
}

function itemLine(item: TimelineItem, fraction: boolean): string {
  const offset = formatOffset(item.offset, fraction);
  switch (item.kind) {
    case "phase":
      return `${formatTime(item.time)} ${offset} -- ${item.word}`;
    case "pause":
      return `... nothing logged for ${formatDuration(item.seconds)}`;
    case "gap":
      return `${formatTime(item.time)} ${offset} ${plural(item.missing, "record")} missing in the ${item.channel} log of ${item.server}`;
    case "event": {
      const { event } = item;
      const number = event.number === null ? "" : ` [${event.number}]`;
      return `${formatTime(event.time)} ${offset} ${event.server} ${event.recordId ?? "-"} ${event.provider} ${event.eventId}${number} ${event.text}`;
    }
  }
}

/** Cases of one name are one case to a CI server, so the job's own id is part of it. */
function idOf(job: JobView): string {
  return ` (${job.guid ?? job.id})`;
}

function foundIn(source: Source, ids: readonly string[]): readonly Found[] {
  return ids.map((id) => source.found.get(id)).filter((found) => found !== undefined);
}

/** Lines of a text; what is foreign in them has its own line breaks made visible first. */
function lines(texts: readonly string[]): string {
  return texts.map((text) => visible(text)).join("\n");
}
