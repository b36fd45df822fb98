import type { JobView } from "../../view/report-view.ts";
import { formatClock } from "../../view/time.ts";
import { TONES } from "../marks.ts";
import { html, type Markup } from "../markup.ts";
import { clockAxis } from "./axis.ts";
import type { JobChart, Lane, Tick } from "./lanes.ts";
import type { Scale } from "./scale.ts";

/** Heights in pixels; widths are percentages, so that nothing but the bars stretches with the screen. */
const AXIS = 22;
const LABEL = 15;
const HEIGHTS: Readonly<Record<Lane["kind"], number>> = {
  phases: 38,
  steps: 34,
  server: 36,
  database: 34,
  copy: 27,
};
const BARS: Readonly<Record<Lane["kind"], number>> = {
  phases: 17,
  steps: 13,
  server: 14,
  database: 13,
  copy: 6,
};

/** The chart of a job as SVG. Ticks are links to the rows of the table of events, without any script. */
export function timelineSvg(job: JobView, chart: JobChart): Markup {
  const { lanes, scale } = chart;
  let y = AXIS;
  const rows = lanes.map((lane) => {
    const row = laneMarkup(lane, y);
    y += HEIGHTS[lane.kind];
    return row;
  });
  return html`<svg class="timeline" role="group" aria-label="Timeline of job ${job.number}" width="100%" height="${y}">
${clockAxis(job.timeline.from, scale, y)}${freezeBand(job, scale, y)}
${rows}</svg>`;
}

/** The freeze to the scale of the job, through all lanes. */
function freezeBand(job: JobView, scale: Scale, bottom: number): Markup | null {
  const freeze = job.timeline.phases.find(({ phase }) => phase === "freeze");
  if (freeze === undefined) return null;
  const x = scale.at(freeze.from);
  const width = freeze.to === null ? 0.1 : Math.max(0.1, Math.round((scale.at(freeze.to) - x) * 1000) / 1000);
  return html`<rect class="band" x="${x}%" width="${width}%" y="16" height="${bottom - 16}"/>`;
}

function laneMarkup(lane: Lane, y: number): Markup {
  const top = y + LABEL;
  const height = BARS[lane.kind];
  const glyph =
    lane.tone === null ? null : html`<tspan class="${lane.tone}">${TONES[lane.tone].glyph}</tspan> `;
  const bars = lane.bars.map((bar) => {
    const paint = bar.open ? html` mask="url(#fade)"` : null;
    const word =
      lane.kind === "phases" && bar.width > bar.word.length + 3
        ? html`<text class="in" x="${bar.x}%" y="${top + 12}" dx="5">${bar.word}</text>`
        : null;
    const title = bar.title !== "" && html`<title>${bar.title}</title>`;
    return html`<rect class="bar ${bar.kind}" x="${bar.x}%" y="${top}" width="${bar.width}%" height="${height}"${paint}>${title}</rect>${word}`;
  });
  const holes = lane.holes.map(
    (hole) =>
      html`<rect class="hole" x="${hole.x}%" y="${top}" width="${hole.width}%" height="${height}"><title>${hole.title}</title></rect>`,
  );
  const due =
    lane.due === null
      ? null
      : html`<line class="due" x1="${lane.due}%" x2="${lane.due}%" y1="${top - 4}" y2="${top + height + 4}"/>`;
  const line =
    lane.kind === "server"
      ? html`<line class="base" x1="0" x2="100%" y1="${top + height / 2}" y2="${top + height / 2}"/>`
      : null;
  return html`<g class="lane ${lane.kind}">${line}${bars}${holes}${due}${tickGroup(lane.ticks, top, true)}<text class="label" x="${lane.kind === "copy" ? 14 : 0}" y="${y + 11}">${glyph}${lane.label}</text></g>
`;
}

/** A group of ticks: their heights stand in the style, their places across in percent on each of them. */
export function tickGroup(ticks: readonly Tick[], top: number, named: boolean): Markup | null {
  if (ticks.length === 0) return null;
  // What is wrong lies on top, where a pointer finds it.
  const order = [...ticks.filter(isGood), ...ticks.filter((tick) => !isGood(tick))];
  return html`<g transform="translate(0 ${top})">${order.map((tick) => tickMarkup(tick, named))}</g>`;
}

function isGood(tick: Tick): boolean {
  return tick.placed.tone === "good";
}

/** One event: a stroke that is a link to its row; what is wrong is taller and bears a foot. */
function tickMarkup({ x, placed }: Tick, named: boolean): Markup {
  const { id, tone, event } = placed;
  const foot = tone === "good" ? null : html`<circle cx="${x}%" cy="15" r="3.5"/>`;
  const record = event.recordId === null ? "" : ` ${event.recordId}`;
  const name = `${formatClock(event.time)} ${event.server}${record}, ${event.provider} ${event.eventId}`;
  return html`<a class="tick${tone === "good" ? null : ` ${tone}`}"${named ? html` id="t${id}"` : null} href="#e${id}"><title>${name}</title><rect x="${x}%"/>${foot}</a>`;
}
