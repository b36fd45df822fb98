import { formatBytes } from "../../../model/byte-size.ts";
import type { VerifiedDatabase } from "../../../model/verify.ts";
import { formatCount } from "../../view/time.ts";
import { plural } from "../../view/words.ts";
import { html, type Markup } from "../markup.ts";
import { type Span, type SpanKind, type StripChart, stripChart } from "./strip.ts";

/** Pixels; widths are percentages, so that the strip fits any screen. */
const SIGNS = 14;
const HEIGHT = 30;
const AXIS = 18;
/** A thinner one is not seen on a phone. */
const LEAST_WIDTH = 0.6;

export const GLYPHS: Readonly<Record<Exclude<SpanKind, "unread" | "pages">, string>> = {
  bad: "✕",
  misplaced: "⇄",
  correctable: "!",
};
const TONES: Readonly<Record<SpanKind, string>> = {
  bad: "failure",
  misplaced: "failure",
  correctable: "warning",
  unread: "unproven",
  pages: "good",
};

/** A database from its beginning to its end, with its legend; null where its pages were not looked at here. */
export function stripFigure(file: VerifiedDatabase, name: string): Markup | null {
  const { strip, bytes } = file;
  if (strip === null || strip.cells.length === 0) return null;
  const chart = stripChart(strip);
  return html`<figure class="strip"><figcaption>From the beginning of the file to its end</figcaption>
${stripSvg(chart, bytes, stripWords(file, name))}
${legend(file, chart)}</figure>`;
}

/** The strip alone. `words` stand in its place for those who do not see it. */
export function stripSvg({ spans, signs }: StripChart, bytes: number, words: string): Markup {
  const bottom = SIGNS + HEIGHT;
  const marks = signs.map(
    ({ kind, x }) =>
      html`<text class="sign ${TONES[kind]}" x="${x}%" y="${SIGNS - 3}" text-anchor="middle">${GLYPHS[kind]}</text>`,
  );
  const ticks = [0, 1, 2, 3, 4].map((quarter) => {
    const anchor = quarter === 0 ? "start" : quarter === 4 ? "end" : "middle";
    const narrow = quarter % 2 === 1 ? html` class="in"` : null;
    return html`<text${narrow} x="${quarter * 25}%" y="${bottom + 13}" text-anchor="${anchor}">${formatBytes(Math.round((bytes * quarter) / 4))}</text>`;
  });
  return html`<svg role="img" aria-label="${words}" width="100%" height="${bottom + AXIS}">
<rect class="space" width="100%" y="${SIGNS}" height="${HEIGHT}"/>${spans.map(spanRect)}
${marks}<g class="axis">${ticks}</g></svg>`;
}

function spanRect({ kind, x, width, used, title }: Span): Markup | null {
  if (kind === "unread")
    return html`<rect class="hole" x="${x}%" width="${width}%" y="${SIGNS}" height="${HEIGHT}"/>`;
  if (kind === "pages") {
    const height = Math.round(used * HEIGHT);
    return used === 0
      ? null
      : html`<rect class="fill good" x="${x}%" width="${width}%" y="${SIGNS + HEIGHT - height}" height="${height}"/>`;
  }
  const wide = Math.max(LEAST_WIDTH, width);
  return html`<rect class="fill ${TONES[kind]}" x="${Math.min(x, 100 - wide)}%" width="${wide}%" y="${SIGNS}" height="${HEIGHT}"><title>${title}</title></rect>`;
}

/** What the picture shows, in words. */
export function stripWords(file: VerifiedDatabase, name: string): string {
  const { pagesSeen, badChecksums, misplacedPages, correctableChecksums, uninitializedPages, strip } = file;
  const cells = strip?.cells ?? [];
  const places = cells.flatMap((cell, index) =>
    cell.bad + cell.correctable > 0 ? [`${Math.floor((index * 100) / cells.length)} %`] : [],
  );
  const unread = cells.filter(({ seen }) => seen === 0).length;
  const words = [
    `${plural(pagesSeen, "page")} of ${name}`,
    badChecksums === 0 ? "none damaged" : `${formatCount(badChecksums)} damaged`,
    ...(misplacedPages > 0 ? [`${formatCount(misplacedPages)} of them at the wrong place`] : []),
    ...(correctableChecksums > 0 ? [`${formatCount(correctableChecksums)} with a wrong bit`] : []),
    `${share(uninitializedPages, pagesSeen)} empty`,
    ...(unread > 0 ? [`${share(unread, cells.length)} of the file not read`] : []),
  ];
  const more = places.length > MOST_PLACES ? " and more" : "";
  const where =
    places.length === 0 ? "" : ` They lie at ${places.slice(0, MOST_PLACES).join(", ")}${more} of the file.`;
  return `${words.join(", ")}.${where}`;
}

const MOST_PLACES = 12;

function legend(file: VerifiedDatabase, { spans }: StripChart): Markup {
  const { pagesSeen, badChecksums, misplacedPages, correctableChecksums, uninitializedPages } = file;
  const has = (kind: SpanKind): boolean => spans.some((span) => span.kind === kind);
  const torn = badChecksums - misplacedPages;
  const item = (swatch: Markup, words: string): Markup => html`<li>${swatch} ${words}</li>`;
  const sign = (kind: keyof typeof GLYPHS): Markup =>
    html`<span class="mark ${TONES[kind]}" aria-hidden="true">${GLYPHS[kind]}</span>`;
  const box = (name: string): Markup =>
    html`<svg width="12" height="12" aria-hidden="true"><rect class="${name}" width="12" height="12"/></svg>`;
  return html`<ul class="legend">${[
    torn > 0 && item(sign("bad"), `${plural(torn, "page")} damaged`),
    misplacedPages > 0 && item(sign("misplaced"), `${plural(misplacedPages, "page")} at the wrong place`),
    correctableChecksums > 0 &&
      item(sign("correctable"), `${plural(correctableChecksums, "page")} with a wrong bit`),
    item(
      box("fill good"),
      `good pages: ${share(pagesSeen - badChecksums - correctableChecksums - uninitializedPages, pagesSeen)}`,
    ),
    item(box("space"), `empty: ${share(uninitializedPages, pagesSeen)}`),
    has("unread") &&
      item(
        html`<svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" fill="url(#hatch)"/></svg>`,
        "not read",
      ),
  ]}</ul>`;
}

/** `12 %`; less than one and not none is said so, and all is only said of all. */
function share(part: number, whole: number): string {
  if (whole === 0 || part === 0) return "0 %";
  if (part === whole) return "100 %";
  const percent = Math.round((part / whole) * 100);
  if (percent === 0) return "less than 1 %";
  return `${Math.min(99, percent)} %`;
}
