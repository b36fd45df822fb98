import type { JobView } from "../../view/report-view.ts";
import { TONES } from "../marks.ts";
import { html, type Markup } from "../markup.ts";
import { clockAxis } from "./axis.ts";
import type { Bar } from "./bar.ts";
import type { JobChart, Lane } from "./lanes.ts";
import type { Scale } from "./scale.ts";
import { tickGroup } from "./ticks.ts";

/** Heights in pixels; widths are percentages, so that nothing but the bars stretches with the screen. */
const AXIS = 22;
const HEIGHTS: Readonly<Record<Lane["kind"], number>> = {
  phases: 38,
  steps: 34,
  server: 36,
  database: 34,
  copy: 27,
};
/** From the top of a lane to the foot of its name, where its own coordinates begin, and from there to its bars. */
const NAME = 11;
const TOP = 4;

/** The chart of a job as SVG. Ticks are links to the rows of the table of events, without any script. */
export function timelineSvg(job: JobView, chart: JobChart): Markup {
  const { lanes, scale } = chart;
  let y = AXIS;
  // The bars that all databases have in common are drawn once, and again by reference.
  const ran = html`<use href="#r${job.number}"/>`;
  const first = html`<g class="lane" id="r${job.number}">${chart.ran.map((bar) => barMarkup(bar))}</g>`;
  let drawn = false;
  const rows = lanes.map((lane) => {
    const shared = lane.kind !== "database" || chart.ran.length === 0 ? null : drawn ? ran : first;
    drawn ||= shared !== null;
    const row = laneMarkup(lane, y + NAME, shared);
    y += HEIGHTS[lane.kind];
    return row;
  });
  return html`<svg class="timeline" role="group" aria-label="Timeline of job ${job.number}" width="100%" height="${y}">
${clockAxis(job.timeline.from, scale)}${freezeBand(job, scale)}
${rows}</svg>`;
}

/** The freeze to the scale of the job, through all lanes. */
function freezeBand(job: JobView, scale: Scale): Markup | null {
  const freeze = job.timeline.phases.find(({ phase }) => phase === "freeze");
  if (freeze === undefined) return null;
  const x = scale.at(freeze.from);
  const width = freeze.to === null ? 0.1 : Math.max(0.1, Math.round((scale.at(freeze.to) - x) * 1000) / 1000);
  return html`<rect class="band" x="${x}%" width="${width}%"/>`;
}

/** A lane around the foot of its name. The heights of what is in it stand in the style. */
function laneMarkup(lane: Lane, y: number, shared: Markup | null): Markup {
  const tone = lane.tone === null ? null : ` ${lane.tone}`;
  const glyph = lane.tone === null ? null : html`<tspan>${TONES[lane.tone].glyph}</tspan> `;
  const bars = lane.bars.map((bar) =>
    lane.kind === "phases" && bar.width > bar.word.length + 3
      ? html`${barMarkup(bar)}<text class="in" x="${bar.x}%" y="16" dx="5">${bar.word}</text>`
      : barMarkup(bar),
  );
  const holes = lane.holes.map(
    (hole) =>
      html`<rect class="hole" x="${hole.x}%" width="${hole.width}%"><title>${hole.title}</title></rect>`,
  );
  const due =
    lane.due === null
      ? null
      : html`<line class="due" x1="${lane.due}%" x2="${lane.due}%" y2="${lane.kind === "copy" ? 14 : 21}"/>`;
  const line =
    lane.kind === "server" ? html`<line class="base" x2="100%" y1="${TOP + 7}" y2="${TOP + 7}"/>` : null;
  const indent = lane.kind === "copy" ? html` x="14"` : null;
  return html`<g class="lane ${lane.kind}${tone}" transform="translate(0 ${y})">${line}${shared}${bars}${holes}${due}${tickGroup(lane.ticks, TOP, true)}<text class="label"${indent}>${glyph}${lane.label}</text></g>
`;
}

function barMarkup({ x, width, kind, open, title }: Bar): Markup {
  const fades = open && html` mask="url(#fade)"`;
  const inside = title === "" ? html`/>` : html`><title>${title}</title></rect>`;
  return html`<rect class="bar ${kind}" x="${x}%" width="${width}%"${fades}${inside}`;
}
