import type { DatabaseView, FindingGroup, JobView, ReportView } from "../view/report-view.ts";
import { formatDuration } from "../view/time.ts";
import { plural } from "../view/words.ts";
import { freezeChart, freezeSvg } from "./chart/freeze.ts";
import { timelineSvg } from "./chart/timeline.ts";
import { isOnlyCopy } from "./chart/truncation.ts";
import { eventsTable } from "./events.ts";
import { mark, period } from "./marks.ts";
import { html, type Markup, type Part } from "./markup.ts";
import type { FoundPlace, Places } from "./places.ts";
import { stepsTable } from "./steps.ts";
import { table } from "./table.ts";

/** Every job, to unfold; open are those that are to be read. */
export function jobSections(view: ReportView, places: Places): Markup | null {
  if (view.jobs.length === 0) return null;
  const overlaps = overlapsOf(view.jobs);
  const tools =
    view.jobs.length > 3
      ? html`<p class="tools" hidden><button type="button" data-unfold="true">Unfold all</button> <button type="button" data-unfold="false">Fold all</button></p>`
      : null;
  return html`<section aria-labelledby="jobs"><h2 id="jobs">Jobs</h2>${tools}
${view.jobs.map((job) => jobArticle(job, overlaps.get(job.number) ?? [], view, places))}</section>`;
}

/** Jobs that ran at the same time, by number. */
export function overlapsOf(jobs: readonly JobView[]): ReadonlyMap<number, readonly JobView[]> {
  const spans = jobs.flatMap((job) => {
    const from = Date.parse(job.timeline.from ?? "");
    const to = Date.parse(job.timeline.to ?? "");
    return Number.isNaN(from) || Number.isNaN(to) ? [] : [{ job, from, to }];
  });
  spans.sort((a, b) => a.from - b.from);
  const overlaps = new Map<number, JobView[]>();
  const add = (job: JobView, other: JobView): void => {
    overlaps.set(job.number, [...(overlaps.get(job.number) ?? []), other]);
  };
  for (const [index, span] of spans.entries())
    for (let next = index + 1; next < spans.length; next += 1) {
      const other = spans[next];
      if (other === undefined || other.from >= span.to) break;
      add(span.job, other.job);
      add(other.job, span.job);
    }
  return overlaps;
}

function jobArticle(job: JobView, overlaps: readonly JobView[], view: ReportView, places: Places): Markup {
  const facts: Part[] = [
    html`<span>${period(job.start, job.end)}</span>`,
    job.seconds !== null && html`<span>took ${formatDuration(job.seconds)}</span>`,
    job.freeze !== null && html`<span>frozen ${job.freeze.duration}, ${job.freeze.words}</span>`,
  ];
  const precision = [job.freeze, ...job.databases.map((database) => database.freeze)].find(
    (freeze) => (freeze?.precision ?? null) !== null,
  )?.precision;
  const content = html`${jobFindings(job, places)}${notes(job, overlaps, view.findings)}
${charts(job, places)}
${databasesTable(job, places)}
${stepsTable(job)}${eventsTable(job, places)}
<p class="small">${job.guid === null ? null : html`Snapshot set <code>${job.guid}</code>. `}${precision === undefined ? null : `Freezes ${precision}.`}</p>`;
  // Without scripts it is as if the content stood there by itself; with them it waits as plain text (script/fill.js).
  const later = places.large && !job.detailed;
  return html`<details class="job ${job.tone}" id="j${job.number}"${job.detailed ? html` open` : null}>
<summary><h3>${mark(job.tone)}Job ${job.number}: ${job.title}</h3><p class="result">${job.result}</p><p class="facts">${facts}</p></summary>
${later ? html`<noscript>${content}</noscript>` : content}</details>
`;
}

/** The findings of a job, those of one code and title in one line. */
function jobFindings(job: JobView, places: Places): Markup | null {
  const kinds = new Map<string, { readonly first: FoundPlace; count: number }>();
  for (const id of job.findings) {
    const place = places.finding(id);
    if (place === null) continue;
    const key = `${place.code}\n${place.tone}\n${place.title}`;
    const kind = kinds.get(key) ?? { first: place, count: 0 };
    kind.count += 1;
    kinds.set(key, kind);
  }
  if (kinds.size === 0) return null;
  const items = [...kinds.values()].map(({ first, count }) => {
    const times = count > 1 && html` <span class="count">${count} times</span>`;
    return html`<li>${mark(first.tone)}<a href="#${first.anchor}">${first.title}</a>${times} <code>${first.code}</code></li>`;
  });
  return html`<ul class="found">${items}</ul>`;
}

/** What must be known to read the chart: clocks that disagree, and who else was at work. */
function notes(job: JobView, overlaps: readonly JobView[], findings: readonly FindingGroup[]): Markup | null {
  const skews = findings
    .filter((group) => group.code === "CLOCK_SKEW")
    .flatMap((group) => group.occurrences)
    .filter((occurrence) => occurrence.job === job.id);
  if (skews.length + overlaps.length === 0) return null;
  const links = overlaps.map((other) => html` <a href="#j${other.number}">job ${other.number}</a>`);
  return html`${skews.map((skew) => html`<p class="note">${mark("warning")}${skew.detail} The chart shows each server's own time.</p>`)}
${overlaps.length > 0 && html`<p class="note">Ran at the same time as${links}.</p>`}`;
}

function charts(job: JobView, places: Places): Markup | null {
  const chart = places.chart(job);
  const freeze = freezeChart(job);
  if (chart === null && freeze === null) return null;
  const left =
    chart === null
      ? null
      : html`<p class="small">${plural(chart.leftOut, "more database")} in the table only.</p>`;
  return html`<div class="charts">
${chart !== null && html`<figure class="wide"><figcaption>Timeline</figcaption><div class="pan" role="region" aria-label="Timeline of job ${job.number}" tabindex="0">${timelineSvg(job, chart)}</div>${chart.leftOut > 0 ? left : null}</figure>`}
${freeze !== null && html`<figure><figcaption>The freeze, magnified</figcaption>${freezeSvg(job, freeze)}</figure>`}
</div>`;
}

function databasesTable(job: JobView, places: Places): Markup | null {
  const found = job.databases.some((database) => database.findings.length > 0);
  return table(
    `Databases of job ${job.number}`,
    [
      { head: "Database" },
      { head: "Server" },
      { head: "Role" },
      { head: "Type" },
      { head: "Outcome" },
      { head: "Freeze" },
      { head: "Logs" },
      ...(found ? [{ head: "Findings" }] : []),
    ],
    job.databases.map((database) => databaseRow(database, places).slice(0, found ? 8 : 7)),
    "databases",
  );
}

function databaseRow(database: DatabaseView, places: Places): readonly Part[] {
  const { freeze, truncation } = database;
  const told = isOnlyCopy(database) ? [] : truncation.copies;
  const copies = told.map((copy) => html`<li>${copy.server}: ${copy.words}`);
  const found = database.findings.map((id) => places.finding(id)).filter((place) => place !== null);
  return [
    html`${mark(database.tone)}<b>${database.name}</b>`,
    database.server,
    database.roleWord,
    database.typeWord,
    database.outcomeWord,
    freeze === null ? "" : `${freeze.duration}, ${freeze.words}`,
    html`${truncation.words}${copies.length > 0 && html`<ul>${copies}</ul>`}`,
    found.map(({ anchor, code }) => html`<a href="#${anchor}"><code>${code}</code></a> `),
  ];
}
