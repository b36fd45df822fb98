import type { FindingGroup, ReportView } from "../view/report-view.ts";
import { sectionsOf, titleOfGroup } from "../view/sections.ts";
import { formatTime } from "../view/time.ts";
import { prose, reference } from "./escape.ts";
import { TONE_MARKS } from "./marks.ts";
import { type Block, details, table } from "./table.ts";

const MOST_OCCURRENCES = 10;
const MOST_EVIDENCE = 15;

/** Findings open, what only looks like a fault just as open, and only the evidence of notes folded. */
export function findingSections(view: ReportView, verbose: boolean): readonly Block[] {
  return sectionsOf(view).flatMap(({ title, groups }) =>
    groups.map((group, index) => [
      ...(index === 0 ? [`### ${title}`, ""] : []),
      ...groupLines(group, view, verbose),
    ]),
  );
}

function groupLines(group: FindingGroup, view: ReportView, verbose: boolean): readonly string[] {
  const [only] = group.occurrences;
  const single = group.occurrences.length === 1 && only !== undefined;
  const evidence = evidenceTable(group, view, verbose);
  return [
    `#### ${TONE_MARKS[group.tone]} \`${group.code}\` ${prose(titleOfGroup(group))}`,
    "",
    ...(single ? paragraph(only.detail) : occurrenceLines(group, verbose)),
    ...(group.cause === "" ? [] : [`**Cause:** ${prose(group.cause)}`, ""]),
    ...(group.remedy.length === 0 ? [] : ["**Do:**", ""]),
    ...group.remedy.map((step, index) => `${index + 1}. ${prose(step)}`),
    ...(group.remedy.length === 0 ? [] : [""]),
    ...(group.severity === "info" ? details("Evidence", evidence) : evidence),
    ...(group.references.length === 0 ? [] : [`See ${group.references.map(reference).join(", ")}`, ""]),
  ];
}

function paragraph(text: string): readonly string[] {
  return text === "" ? [] : [prose(text), ""];
}

function occurrenceLines(group: FindingGroup, verbose: boolean): readonly string[] {
  const shown = verbose ? group.occurrences : group.occurrences.slice(0, MOST_OCCURRENCES);
  const rest = group.occurrences.length - shown.length;
  return [
    ...shown.map((occurrence) => {
      const job = occurrence.jobNumber === null ? "" : `job ${occurrence.jobNumber}`;
      const place = [job, occurrence.subject].filter((part) => part !== "").join(", ");
      const text = occurrence.detail === "" ? occurrence.title : occurrence.detail;
      return `- ${prose(place === "" ? text : `${place}: ${text}`)}`;
    }),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    "",
  ];
}

function evidenceTable(group: FindingGroup, view: ReportView, verbose: boolean): readonly string[] {
  const numbers = [...new Set(group.occurrences.flatMap((occurrence) => occurrence.evidence))];
  const shown = verbose ? numbers : numbers.slice(0, MOST_EVIDENCE);
  const rest = numbers.length - shown.length;
  const rows = shown
    .map((number) => view.evidence[number - 1])
    .filter((event) => event !== undefined)
    .map((event) => [
      `\\[${event.number}\\]`,
      formatTime(event.time),
      prose(event.server, 100),
      event.recordId === null ? prose(event.origin, 100) : prose(event.recordId),
      `${prose(event.provider, 100)} ${event.eventId}`,
      prose(event.text),
    ]);
  return [
    ...table(["", "Time (UTC)", "Server", "Record", "Event", "Text"], rows),
    ...(rest > 0 ? [`and ${rest} more events`, ""] : []),
  ];
}
