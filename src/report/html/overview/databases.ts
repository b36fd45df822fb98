import type { DatabaseSummary, ReportView, Tone } from "../../view/report-view.ts";
import { formatDuration, formatSeconds } from "../../view/time.ts";
import { mark, TONES, time } from "../marks.ts";
import { html, type Markup, type Part, raw } from "../markup.ts";
import { type DatabaseNights, middleAndMost, nightsOf, type Told, type TrendPoint } from "./nights.ts";

const LIMITS = [10, 20, 60] as const;
const HEIGHT = 30;
/** The worse, the taller: a strip is read without its colours. */
const CELLS: Readonly<Record<Tone, number>> = { good: 10, unproven: 15, warning: 20, failure: 28 };
const ORDER: readonly Tone[] = ["good", "unproven", "warning", "failure"];

/** The databases by nights: how good each backup was, how long it froze and ran, and the last good one. */
export function databasesOverview(view: ReportView): Markup | null {
  const nights = nightsOf(view.jobs);
  if (nights.dates.length === 0 || view.databases.length === 0) return null;
  const rows = view.databases.map((database) =>
    databaseRow(database, nights.databases.get(database.name.toLowerCase()), nights.dates),
  );
  const range = `${nights.dates[0]} to ${nights.dates.at(-1)}${nights.sparse ? ", nights without jobs left out" : ""}`;
  const legend = [...ORDER].map(
    (tone) =>
      html`<li><svg width="8" height="${HEIGHT}" aria-hidden="true"><rect class="cell ${tone}" width="7" y="${HEIGHT - CELLS[tone]}" height="${CELLS[tone]}"/></svg> ${TONES[tone].word}</li>`,
  );
  return html`<h3 id="databases">Databases</h3>
<ul class="legend">${legend}</ul>
<div class="scroll" role="region" aria-label="Databases by nights" tabindex="0"><table class="nights"><thead><tr><th scope="col">Database</th><th scope="col">Last good backup<span class="z"> (UTC)</span></th><th scope="col" class="n">Good</th><th scope="col" class="strip">Nights <small>${range}</small></th><th scope="col" class="trend">Freeze <small>limits 10, 20, 60 s</small></th><th scope="col" class="trend">Job length</th></tr></thead><tbody>
${rows}</tbody></table></div>`;
}

function databaseRow(
  database: DatabaseSummary,
  nights: DatabaseNights | undefined,
  dates: readonly string[],
): Markup {
  const lastGood: Part =
    database.lastGood === null
      ? html`${mark("failure")}none`
      : html`${time(database.lastGood)} <small>${database.lastGoodWord ?? ""}</small>`;
  return html`<tr data-db="${database.name}"><th scope="row">${mark(database.newest, `newest ${TONES[database.newest].word}`)}${database.name}</th><td>${lastGood}</td><td class="n">${database.good} of ${database.jobs}</td><td class="strip">${nights !== undefined && strip(nights, dates)}</td><td class="trend">${nights !== undefined && freezeTrend(nights.freezes, dates.length)}</td><td class="trend">${nights !== undefined && lengthTrend(nights.lengths, dates.length)}</td></tr>
`;
}

/** One bar a night. The links repeat those of the table of jobs, so keyboards and readers pass them over. */
function strip({ cells }: DatabaseNights, dates: readonly string[]): Markup {
  const step = 100 / dates.length;
  const bars = cells.map(({ night, tone, worst, jobs }) => {
    const x = round(night * step);
    const height = CELLS[tone];
    const numbers = jobs.join(" ");
    return html`<a class="cell ${tone}" href="#j${worst}" tabindex="-1" data-j="${numbers}"><title>${dates[night] ?? ""}: ${TONES[tone].word}, job ${numbers}</title><rect x="${x}%" width="${round(step * 0.86)}%" y="${HEIGHT - height}" height="${height}"/></a>`;
  });
  return html`<svg width="100%" height="${HEIGHT}" aria-hidden="true"><line class="base" x1="0" x2="100%" y1="${HEIGHT - 0.5}" y2="${HEIGHT - 0.5}"/>${bars}</svg>`;
}

function freezeTrend(points: readonly TrendPoint[], columns: number): Markup | null {
  const told = middleAndMost(points);
  if (told === null) return null;
  const top = Math.max(12, told.most);
  const limits = LIMITS.filter((limit) => limit <= top);
  return html`${trend(points, columns, top, limits)}<small>${usually(told, formatSeconds)}</small>`;
}

function lengthTrend(points: readonly TrendPoint[], columns: number): Markup | null {
  const told = middleAndMost(points);
  if (told === null) return null;
  const most = Math.max(1, told.most);
  return html`${trend(points, columns, most, [])}<small>${usually(told, formatDuration)}</small>`;
}

function usually(told: Told, format: (seconds: number) => string): string {
  const [middle, most] = [format(told.middle), format(told.most)];
  return middle === most ? middle : `usually ${middle}, longest ${most}`;
}

/** A stroke a job, all of one tone in one path: 400 nights in two kilobytes. */
function trend(
  points: readonly TrendPoint[],
  columns: number,
  top: number,
  limits: readonly number[],
): Markup {
  const y = (seconds: number): number => round(HEIGHT - (seconds / top) * (HEIGHT - 1));
  const paths = ORDER.map((tone) => {
    const own = points.filter((point) => point.tone === tone);
    const path = own.map(
      ({ night, seconds }) => `M${round(((night + 0.5) / columns) * 1000)} ${HEIGHT}V${y(seconds)}`,
    );
    return path.length > 0 && html`<path class="${tone}" d="${raw(path.join(""))}"/>`;
  });
  const lines = limits.map((limit) => html`<path class="limit" d="M0 ${y(limit)}H1000"/>`);
  return html`<svg class="trend" width="100%" height="${HEIGHT}" viewBox="0 0 1000 ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${paths}${lines}</svg>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
