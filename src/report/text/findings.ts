import { describeEvent } from "../view/evidence.ts";
import type { FindingGroup, OccurrenceView, ReportView } from "../view/report-view.ts";
import { sectionsOf, titleOfGroup } from "../view/sections.ts";
import { blank, hang, type Line, type Span } from "./line.ts";
import type { Pen } from "./pen.ts";
import { cut } from "./width.ts";

/** So many occurrences of one finding, and events of its evidence, are listed; the rest is counted. */
const MOST_OCCURRENCES = 8;
const MOST_EVIDENCE = 12;

/** Findings and, just as loudly, what only looks like a fault. */
export function findingLines(view: ReportView, pen: Pen): readonly Line[] {
  return sectionsOf(view)
    .filter(({ groups }) => groups.length > 0)
    .flatMap(({ title, groups }) => [
      [],
      pen.rule(title),
      ...groups.flatMap((group, index) => [...(index > 0 ? [[]] : []), ...groupLines(group, view, pen)]),
    ]);
}

function groupLines(group: FindingGroup, view: ReportView, pen: Pen): readonly Line[] {
  const [only] = group.occurrences;
  const single = group.occurrences.length === 1 && only !== undefined;
  const head: Line = [pen.mark(group.tone), blank(1), pen.say(group.code, group.tone), blank(2)];
  return [
    ...hang(head, pen.say(titleOfGroup(group), "strong"), pen.width),
    ...(single ? plainDetail(only, view.jobs.length, pen) : labelled("Where", occurrences(group, pen), pen)),
    ...(group.cause === "" ? [] : labelled("Cause", [pen.say(group.cause)], pen)),
    ...labelled("Do", steps(group.remedy, pen), pen),
    ...labelled("Seen", evidence(group, view, pen), pen),
    ...labelled(
      "See",
      group.references.map((reference) => pen.say(reference, "dim")),
      pen,
    ),
  ];
}

function plainDetail(occurrence: OccurrenceView, jobs: number, pen: Pen): readonly Line[] {
  const job = occurrence.jobNumber === null || jobs === 1 ? "" : `Job ${occurrence.jobNumber}. `;
  const text = `${job}${occurrence.detail}`.trim();
  return text === "" ? [] : hang([blank(2)], pen.say(text), pen.width);
}

function occurrences(group: FindingGroup, pen: Pen): readonly Span[] {
  const shown = pen.verbose ? group.occurrences : group.occurrences.slice(0, MOST_OCCURRENCES);
  const rest = group.occurrences.length - shown.length;
  const lines = shown.map((occurrence) => {
    const job = occurrence.jobNumber === null ? "" : `job ${occurrence.jobNumber}`;
    const place = [job, occurrence.subject].filter((part) => part !== "").join(", ");
    const text = occurrence.detail === "" ? occurrence.title : occurrence.detail;
    return pen.say(place === "" ? text : `${place}: ${text}`);
  });
  return rest > 0 ? [...lines, pen.say(`and ${rest} more`, "dim")] : lines;
}

function steps(remedy: readonly string[], pen: Pen): readonly Span[] {
  return remedy.map((step, index) => pen.say(remedy.length > 1 ? `${index + 1}. ${step}` : step));
}

/** One line an event: what to look up in the log. */
function evidence(group: FindingGroup, view: ReportView, pen: Pen): readonly Span[] {
  const numbers = [...new Set(group.occurrences.flatMap((occurrence) => occurrence.evidence))];
  const shown = pen.verbose ? numbers : numbers.slice(0, MOST_EVIDENCE);
  const room = pen.width - LABEL;
  const lines = shown
    .map((number) => view.evidence[number - 1])
    .filter((event) => event !== undefined)
    .map((event) => {
      const span = pen.say(describeEvent(event));
      return { ...span, text: cut(span.text, Math.max(room, 48), pen.glyphs.ellipsis) };
    });
  const rest = numbers.length - shown.length;
  return rest > 0 ? [...lines, pen.say(`and ${rest} more events`, "dim")] : lines;
}

const LABEL = 9;

/** The further lines of a step hang under its text, not under its number. */
const NUMBERED = /^\d{1,2}\. /u;

function labelled(label: string, texts: readonly Span[], pen: Pen): readonly Line[] {
  return texts.flatMap((text, index) => {
    const lead = NUMBERED.exec(text.text)?.[0] ?? "";
    const prefix = [
      blank(2),
      pen.say((index === 0 ? label : "").padEnd(LABEL - 2), "dim"),
      { ...text, text: lead },
    ];
    return hang(prefix, { ...text, text: text.text.slice(lead.length) }, pen.width);
  });
}
