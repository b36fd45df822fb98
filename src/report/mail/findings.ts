import { html, type Markup, prose } from "../html/markup.ts";
import { describeEvent } from "../view/evidence.ts";
import type { FindingGroup, ReportView } from "../view/report-view.ts";
import { titleWithSubject } from "../view/verdict.ts";
import { COLOURS, part, say, toned } from "./parts.ts";

const MOST_FINDINGS = 5;
const MOST_OCCURRENCES = 4;
const MOST_EVIDENCE = 4;

/** The worst findings with their causes and the records to look up; the rest is counted. */
export function findingBlocks(view: ReportView): Markup | null {
  const shown = view.findings.slice(0, MOST_FINDINGS);
  if (shown.length === 0) return null;
  const rest = view.findings.length - shown.length;
  return part(
    "Findings",
    html`${shown.map((group) => block(group, view))}${rest > 0 && html`<p>and ${rest} more kinds of findings in the report</p>`}`,
  );
}

function block(group: FindingGroup, view: ReportView): Markup {
  const shown = group.occurrences.slice(0, MOST_OCCURRENCES);
  const rest = group.occurrences.length - shown.length;
  const numbers = [...new Set(shown.flatMap((occurrence) => occurrence.evidence))].slice(0, MOST_EVIDENCE);
  const events = numbers.map((number) => view.evidence[number - 1]).filter((event) => event !== undefined);
  const where = shown.map(
    (occurrence) =>
      html`<li>${say(titleWithSubject(occurrence))}${occurrence.detail !== "" && html`: ${say(occurrence.detail)}`}</li>`,
  );
  return html`<p>${toned(group.tone, group.word)} <b>${say(group.title)}</b> <font color="${COLOURS.dim}">${group.code}</font></p>
<ul>${where}${rest > 0 && html`<li>and ${rest} more</li>`}</ul>
${group.cause !== "" && html`<p>${prose(say(group.cause))}</p>`}
<ul class="small">${events.map((event) => html`<li><font color="${COLOURS.dim}">${say(describeEvent(event))}</font></li>`)}</ul>
`;
}
