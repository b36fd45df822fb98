import type { EventView, FindingGroup, OccurrenceView, ReportView, RunColumn } from "../view/report-view.ts";
import { groupAlike } from "../view/runs.ts";
import { titleWithSubject } from "../view/verdict.ts";
import { mark, REF, time, UTC } from "./marks.ts";
import { html, type Markup, type Part, prose } from "./markup.ts";
import { evidenceOf, type Places } from "./places.ts";
import { runTable } from "./run.ts";

const MOST_OCCURRENCES = 8;
/** So many events of a finding stand open, the others folded. */
const MOST_SHOWN = 12;

/** What is wrong, what only looks wrong, and what is not proven; each with its evidence in the timelines. */
export function findingSections(view: ReportView, places: Places): Markup {
  const all = [...view.findings, ...view.notes];
  const section = (id: string, title: string, lead: Part, groups: readonly FindingGroup[]): Part =>
    groups.length > 0 &&
    html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${lead}
${groups.map((group) => groupArticle(group, all.indexOf(group), view, places))}</section>`;
  const harmless = view.notes.filter((group) => group.tone !== "unproven");
  const unproven = view.notes.filter((group) => group.tone === "unproven");
  return html`${section("findings", "Findings", null, view.findings)}
${section("not-a-fault", "Not a fault", html`<p class="lead">What looks like trouble in the log and is none.</p>`, harmless)}
${section("not-proven", "Not proven", null, unproven)}`;
}

function groupArticle(group: FindingGroup, index: number, view: ReportView, places: Places): Markup {
  const [only] = group.occurrences;
  const single = group.occurrences.length === 1 && only !== undefined;
  const title = single ? titleWithSubject(only) : group.title;
  const jobs = new Set(group.occurrences.map(({ jobNumber }) => jobNumber));
  const where = only !== undefined && jobs.size === 1 && jobLink(only);
  const servers = new Set(group.occurrences.map(({ server }) => server));
  const [server = null] = servers.size === 1 ? servers : [];
  const on = server !== null && ` on ${server}`;
  const count = single
    ? null
    : html` <span class="count">${group.occurrences.length} times${on}${where}</span>`;
  return html`<article class="finding ${group.tone}" data-f="${index}">
<h3${single ? html` id="f${index}-0"` : null}>${mark(group.tone, group.word)}${title}${count} <code>${group.code}</code></h3>
${single ? html`<p>${only.detail}${jobLink(only)}</p>` : occurrences(group, index, jobs.size > 1, server !== null)}
${group.cause === "" ? null : html`<p><b class="term">Cause</b>${prose(group.cause)}</p>`}
${remedy(group)}
${evidence(group, index, view, places)}
${references(group)}</article>
`;
}

function jobLink(occurrence: OccurrenceView): Markup | null {
  const { jobNumber } = occurrence;
  return jobNumber === null ? null : html` <a class="to" href="#j${jobNumber}">job ${jobNumber}</a>`;
}

/** A list that shows some and folds the rest. */
function folded(items: readonly Markup[], most: number, list: (items: readonly Markup[]) => Markup): Markup {
  if (items.length <= most + 1) return list(items);
  const more = items.slice(most);
  return html`${list(items.slice(0, most))}<details class="more"><summary>and ${more.length} more</summary>${list(more)}</details>`;
}

/** What all have in common, a job or a server, is told above them. */
function occurrences(group: FindingGroup, index: number, severalJobs: boolean, oneServer: boolean): Markup {
  const items = group.occurrences.map((occurrence, at) => {
    const text = occurrence.detail === "" ? occurrence.title : occurrence.detail;
    const { database } = occurrence;
    const subject = (oneServer ? database : null) ?? occurrence.subject;
    const told =
      oneServer && database !== null && text.startsWith(`${database} `)
        ? html`<b>${database}</b>${text.slice(database.length)}`
        : html`${subject !== "" && html`<b>${subject}</b> `}${text}`;
    return html`<li id="f${index}-${at}">${told}${severalJobs && jobLink(occurrence)}`;
  });
  return folded(items, MOST_OCCURRENCES, (list) => html`<ul class="where">${list}</ul>`);
}

function remedy(group: FindingGroup): Markup | null {
  if (group.remedy.length === 0) return null;
  return html`<div class="remedy"><b class="term">Do</b><ol>${group.remedy.map((step) => html`<li>${prose(step)}</li>`)}</ol></div>`;
}

/** The events that a finding rests on, like ones together. Each leads to its tick in the timeline, and the tick leads back. */
function evidence(group: FindingGroup, index: number, view: ReportView, places: Places): Markup | null {
  const { listed, left } = evidenceOf(group);
  const events = listed.map((number) => view.evidence[number - 1]).filter((event) => event !== undefined);
  if (events.length === 0) return null;
  const items = groupAlike(events).map(({ events: alike, columns }) => {
    const [first] = alike;
    const more = alike.length - 1;
    if (first === undefined) return html``;
    const rest = more > 0 && likeEvents(alike, columns, index, places);
    const shown =
      events.length > MOST_SHOWN && rest !== false
        ? html`<details><summary>and ${more} more like it</summary>${rest}</details>`
        : rest;
    return html`<li id="v${index}-${first.number}">${evidenceNumber(first, places)} ${time(first.time)}${UTC} ${recordOf(first)} of ${first.server}, <b>${first.provider} ${first.eventId}</b> <span class="text">${first.text}</span>${shown}`;
  });
  const list = folded(items, MOST_SHOWN, (some) => html`<ul class="evidence">${some}</ul>`);
  const rest = left > 0 && html`<p class="small">and ${left} more, which the JSON report names.</p>`;
  return html`<div><b class="term">Seen</b>${list}${rest}</div>`;
}

/** Where all have a place in one timeline, that tells their times. */
function likeEvents(
  [first, ...others]: readonly EventView[],
  columns: readonly RunColumn[],
  index: number,
  places: Places,
): Markup {
  const job = ({ number }: EventView): string | undefined =>
    places.evidenceTick(number ?? 0)?.replace(/-.*/u, "");
  const timeless =
    first !== undefined && job(first) !== undefined && others.every((one) => job(one) === job(first));
  return runTable(
    ["Event", ...(timeless ? [] : [html`Time${UTC}`])],
    columns,
    others.map((event, at) => ({
      id: `v${index}-${event.number}`,
      at: at + 1,
      cells: [
        html`${evidenceNumber(event, places, null)} ${recordOf(event)} of ${event.server}`,
        ...(timeless ? [] : [time(event.time)]),
      ],
    })),
  );
}

/** The number of a piece of evidence; a link where it is in a timeline. */
function evidenceNumber({ number }: EventView, places: Places, kind: Markup | null = REF): Markup {
  const tick = places.evidenceTick(number ?? 0);
  return tick === null ? html`<b class="ref">${number}</b>` : html`<a${kind} href="#${tick}">${number}</a>`;
}

export function recordOf(event: EventView): string {
  return event.recordId === null ? `at ${event.origin}` : `record ${event.recordId}`;
}

function references(group: FindingGroup): Markup | null {
  if (group.references.length === 0) return null;
  return html`<p class="see"><b class="term">See</b>${group.references.map((text) => html`<span>${reference(text)}</span> `)}</p>`;
}

/** A reference: a plain https address becomes a link, anything else stays text. */
export function reference(text: string): Markup {
  const plain = /^https:\/\/[a-z\d.-]+(?:\/[\w./%?=&+-]*)?(?:#[\w-]+)?$/iu.test(text);
  return plain ? html`<a href="${text}" rel="noreferrer noopener">${text}</a>` : html`${text}`;
}
