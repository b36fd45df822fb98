import type { JobView } from "../../view/report-view.ts";
import { secondsBetween, toMillis } from "../../view/time.ts";
import { clockAxis } from "../chart/axis.ts";
import { jobScale, type Scale } from "../chart/scale.ts";
import { TONES } from "../marks.ts";
import { html, type Markup } from "../markup.ts";

/** Jobs that overlap one another, directly or through others. */
export interface Cluster {
  readonly from: string;
  readonly seconds: number;
  readonly jobs: readonly JobView[];
}

const MOST_CLUSTERS = 12;
const MOST_JOBS = 12;
const AXIS = 22;
const ROW = 36;

export function clustersOf(jobs: readonly JobView[]): readonly Cluster[] {
  const known = jobs
    .filter((job) => toMillis(job.timeline.from) !== null && toMillis(job.timeline.to) !== null)
    .toSorted((a, b) => startOf(a) - startOf(b));
  const clusters: { end: number; jobs: JobView[] }[] = [];
  for (const job of known) {
    const last = clusters.at(-1);
    const end = toMillis(job.timeline.to) ?? 0;
    if (last !== undefined && startOf(job) < last.end) {
      last.jobs.push(job);
      last.end = Math.max(last.end, end);
    } else clusters.push({ end, jobs: [job] });
  }
  return clusters
    .filter((cluster) => cluster.jobs.length > 1)
    .map(({ end, jobs: own }) => ({
      from: own[0]?.timeline.from ?? "",
      seconds: (end - startOf(own[0])) / 1000,
      jobs: own,
    }));
}

/** Jobs at the same time, side by side on one clock; the newest first. */
export function overlapsOverview(jobs: readonly JobView[]): Markup | null {
  const clusters = clustersOf(jobs);
  if (clusters.length === 0) return null;
  const shown = clusters.slice(-MOST_CLUSTERS).reverse();
  const rest = clusters.length - shown.length;
  const figures = shown.map(
    (cluster) =>
      html`<figure class="wide"><figcaption><time datetime="${cluster.from}">${cluster.from.slice(0, 16).replace("T", " ")}</time><span class="z"> UTC</span></figcaption>${clusterSvg(cluster)}</figure>
`,
  );
  return html`<details class="overlaps"${clusters.length <= 3 ? html` open` : null}><summary><h3>Jobs at the same time <span class="count">${clusters.length}</span></h3></summary>
${figures}${rest > 0 ? html`<p class="small">and ${rest} earlier times; each job names those it ran with.</p>` : null}</details>`;
}

function clusterSvg(cluster: Cluster): Markup {
  const scale = jobScale(cluster.seconds, cluster.seconds);
  const shown = cluster.jobs.slice(0, MOST_JOBS);
  const height = AXIS + shown.length * ROW;
  const lanes = shown.map((job, index) => lane(job, cluster.from, scale, AXIS + index * ROW));
  return html`<svg role="group" aria-label="Jobs at the same time" width="100%" height="${height}">${clockAxis(cluster.from, scale)}${lanes}</svg>`;
}

function lane(job: JobView, from: string, scale: Scale, y: number): Markup {
  const at = (iso: string | null): number => scale.at(secondsBetween(from, iso) ?? 0);
  const x = at(job.timeline.from);
  const width = Math.max(0.3, round(at(job.timeline.to) - x));
  const { freeze } = job;
  const frozen =
    freeze === null
      ? null
      : html`<rect class="bar freeze ${freeze.tone}" x="${at(freeze.start)}%" width="${Math.max(0.3, round(at(freeze.end ?? freeze.start) - at(freeze.start)))}%" y="${y + 13}" height="18"/>`;
  return html`<a href="#j${job.number}"><rect class="bar transfer" x="${x}%" width="${width}%" y="${y + 15}" height="14"${job.end === null ? html` mask="url(#fade)"` : null}/>${frozen}<text class="label" x="0" y="${y + 11}"><tspan class="${job.tone}">${TONES[job.tone].glyph}</tspan> Job ${job.number}: ${job.title}</text></a>`;
}

function startOf(job: JobView | undefined): number {
  return toMillis(job?.timeline.from ?? null) ?? 0;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
