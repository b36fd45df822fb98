import type { FreezeView, JobView } from "../../view/report-view.ts";
import { formatSeconds, secondsBetween } from "../../view/time.ts";
import { TONES } from "../marks.ts";
import { html, type Markup } from "../markup.ts";
import { eventsOf } from "../placed.ts";
import { sharedTicks, type Tick, tickGroup } from "./ticks.ts";

/** A freeze on a ruler of its own: it lasts seconds in a job of hours, and its limits are absolute. */
export interface FreezeChart {
  /** Where the ruler ends, in seconds. */
  readonly end: number;
  readonly limits: readonly { readonly seconds: number; readonly x: number }[];
  readonly rows: readonly FreezeRow[];
  /** The job's events around the freeze. */
  readonly ticks: readonly Tick[];
}

export interface FreezeRow {
  readonly label: string;
  readonly freeze: FreezeView;
  readonly x: number;
  readonly width: number;
  /** Longer than the ruler. */
  readonly over: boolean;
}

const MOST_ROWS = 24;
const LONGEST = 180;
const AXIS = 20;
const ROW = 32;
/** The ruler is some 300 pixels wide: ticks of one run share one within two of them. */
const SHARED = 0.7;

/** The freezes of a job and its databases on one clock that begins with the first; null without any. */
export function freezeChart(job: JobView): FreezeChart | null {
  const own = job.databases.flatMap(({ name, server, freeze }) =>
    freeze === null ? [] : [{ label: job.servers.length > 1 ? `${name} on ${server}` : name, freeze }],
  );
  const all = [...(job.freeze === null ? [] : [{ label: "whole job", freeze: job.freeze }]), ...own];
  const origin = all.map(({ freeze }) => freeze.start).sort()[0];
  if (origin === undefined) return null;
  const limits = [...new Set(all.flatMap(({ freeze }) => freeze.limits))].sort((a, b) => a - b);
  const reach = all.map(({ freeze }) => (secondsBetween(origin, freeze.start) ?? 0) + (freeze.seconds ?? 0));
  const longest = Math.max(...reach, ...limits);
  const end = Math.min(LONGEST, Math.ceil((longest * 1.08) / 5) * 5);
  const at = (seconds: number): number => Math.round(Math.max(0, Math.min(1, seconds / end)) * 10_000) / 100;
  return {
    end,
    limits: limits.filter((seconds) => seconds <= end).map((seconds) => ({ seconds, x: at(seconds) })),
    rows: all.slice(0, MOST_ROWS).map(({ label, freeze }) => {
      const start = secondsBetween(origin, freeze.start) ?? 0;
      const stop = start + (freeze.seconds ?? end);
      const width = Math.round((at(stop) - at(start)) * 100) / 100;
      return { label, freeze, x: at(start), width: Math.max(0.4, width), over: stop > end };
    }),
    ticks: sharedTicks(
      eventsOf(job).flatMap((placed) => {
        const seconds = secondsBetween(origin, placed.event.time);
        return seconds === null || seconds < 0 || seconds > Math.min(end, longest)
          ? []
          : [{ x: at(seconds), placed }];
      }),
      SHARED,
    ),
  };
}

/** The texts of the events stand on their ticks in the timeline; here their names do. */
export function freezeSvg(job: JobView, chart: FreezeChart): Markup {
  const bottom = AXIS + chart.rows.length * ROW;
  const height = bottom + (chart.ticks.length > 0 ? 24 : 4);
  const limits = chart.limits.map(({ seconds, x }, index) => {
    // Limits that stand close together share the first one's label, as 60 and 70 do.
    const before = chart.limits[index - 1];
    const room = before === undefined || x - before.x > 9;
    const label = html`<text x="${x}%" y="12" text-anchor="${x > 92 ? "end" : "middle"}">${seconds} s</text>`;
    return html`<line class="limit l${index}" x1="${x}%" x2="${x}%" y1="16" y2="${bottom}"/>${room ? label : null}`;
  });
  const rows = chart.rows.map(({ label, freeze, x, width, over }, index) => {
    const fades = freeze.seconds === null && html` mask="url(#fade)"`;
    return html`<g class="lane ${freeze.tone}" transform="translate(0 ${AXIS + index * ROW + 11})"><rect class="bar" x="${x}%" width="${width}%"${fades}/><text class="label"><tspan>${TONES[freeze.tone].glyph}</tspan> ${label} · ${freeze.duration}, ${freeze.words}${over ? " →" : ""}</text></g>
`;
  });
  return html`<svg class="magnified" role="group" aria-label="The freeze of job ${job.number}, magnified: limits at ${chart.limits.map(({ seconds }) => formatSeconds(seconds)).join(", ")}" width="100%" height="${height}">
<g class="axis" aria-hidden="true"><text x="0" y="12">0</text>${limits}</g>
${rows}${tickGroup(chart.ticks, bottom + 4, false)}</svg>`;
}
