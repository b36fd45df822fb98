import type { VerifiedSet } from "../../../model/verify.ts";
import { checkpointWords, partsOfSet, rangeWords } from "../../verify/chain-parts.ts";
import { TONES } from "../marks.ts";
import { html, type Markup } from "../markup.ts";
import { type ChainChart, type ChainLane, type ChainLink, chainChart, partTitle } from "./chain.ts";

/** Pixels; widths are percentages. The pattern of links repeats at multiples of its height. */
const TOP = 20;
const LINKS = 20;
const LABELS = 20;
const LANE = 30;
/** Parts of the chain that the words name. */
const NAMED = 12;

/** The logs of a set as a picture, with words for those who do not see it; null where there is nothing to draw. */
export function chainFigure(set: VerifiedSet): Markup | null {
  const chart = chainChart(set);
  if (chart === null) return null;
  return html`<figure class="chain"><figcaption>Logs in their order</figcaption>
${chainSvg(chart, chainWordsOf(set))}
${legend(chart)}</figure>`;
}

/** The chain alone. `words` stand in its place for those who do not see it. */
export function chainSvg({ links, checkpoint, lanes }: ChainChart, words: string): Markup {
  const first = TOP + LINKS + LABELS;
  const flag =
    checkpoint === null
      ? null
      : html`<line class="due" x1="${checkpoint.x}%" x2="${checkpoint.x}%" y1="4" y2="${TOP + LINKS + 3}"/><text x="${checkpoint.x}%" dx="${checkpoint.x > 70 ? -5 : 5}" y="13" text-anchor="${checkpoint.x > 70 ? "end" : "start"}">${checkpoint.label}</text>`;
  return html`<svg role="img" aria-label="${words}" width="100%" height="${first + lanes.length * LANE}">
${links.map(linkMarkup)}${flag}
${lanes.map((lane, index) => laneMarkup(lane, first + index * LANE))}</svg>`;
}

const GLYPHS: Readonly<Record<ChainLink["kind"], string>> = {
  whole: "",
  missing: "✕",
  wrong: "!",
  folded: "✕",
};

function linkMarkup({ kind, x, width, title, label }: ChainLink): Markup {
  const middle = Math.round((x + width / 2) * 1000) / 1000;
  const fill = kind === "whole" ? html` fill="url(#links)"` : null;
  const glyph =
    kind === "whole"
      ? null
      : html`<text class="glyph" x="${middle}%" y="${TOP + 14}" text-anchor="middle">${GLYPHS[kind]}</text>`;
  const below =
    label === ""
      ? null
      : html`<text class="in${kind === "whole" ? null : " failure"}" x="${middle}%" y="${TOP + LINKS + 13}" text-anchor="middle">${label}</text>`;
  return html`<g class="${kind}"><title>${title}</title><rect x="${x}%" width="${width}%" y="${TOP}" height="${LINKS}"${fill}/>${glyph}${below}</g>
`;
}

function laneMarkup({ label, tone, required, committed }: ChainLane, y: number): Markup {
  const bar = (name: string, [x, width]: readonly [number, number], height: number): Markup =>
    html`<rect class="${name}" x="${x}%" width="${width}%" y="${y + 24 - height}" height="${height}" rx="1"/>`;
  return html`<g class="range ${tone}">${bar("required", required, 8)}${committed === null ? null : bar("committed", committed, 4)}<text class="label" x="0" y="${y + 11}"><tspan class="${tone}">${TONES[tone].glyph}</tspan> ${label}</text></g>
`;
}

function legend({ links, lanes }: ChainChart): Markup {
  const has = (kind: ChainLink["kind"]): boolean => links.some((link) => link.kind === kind);
  const box = (kind: ChainLink["kind"]): Markup =>
    html`<svg width="40" height="20" aria-hidden="true"><g class="${kind}"><rect width="40" height="20"${kind === "whole" ? html` fill="url(#links)"` : null}/></g></svg>`;
  const bar = (name: string, height: number): Markup =>
    html`<svg width="22" height="10" aria-hidden="true"><g class="range good"><rect class="${name}" y="${10 - height}" width="22" height="${height}"/></g></svg>`;
  const item = (picture: Markup, word: string): Markup => html`<li>${picture} ${word}</li>`;
  return html`<ul class="legend">${[
    has("whole") && item(box("whole"), "follow one another"),
    has("missing") && item(box("missing"), "missing"),
    has("wrong") && item(box("wrong"), "damaged, or does not fit"),
    has("folded") && item(box("folded"), "many breaks"),
    lanes.length > 0 && item(bar("required", 8), "required"),
    lanes.some(({ committed }) => committed !== null) && item(bar("committed", 4), "committed"),
  ]}</ul>`;
}

/** What the picture shows, in words. */
export function chainWordsOf(set: VerifiedSet): string {
  const parts = partsOfSet(set);
  const told = parts.slice(0, NAMED).map(partTitle);
  const more = parts.length > NAMED ? [`and ${parts.length - NAMED} more parts`] : [];
  const ranges = set.databases.filter(({ required }) => required !== undefined).map(rangeWords);
  return `${[...told, ...more, checkpointWords(set), ...ranges].join("; ")}.`;
}
