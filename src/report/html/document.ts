import type { ReportView } from "../view/report-view.ts";
import { SCRIPT, SCRIPT_SHA256, STYLE, STYLE_SHA256 } from "./assets.ts";
import { pageData } from "./data.ts";
import { time, UTC } from "./marks.ts";
import { html, type Markup, raw } from "./markup.ts";

/** Nothing is fetched, nothing foreign is run: only the style and the script of this very file, by their hashes. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_SHA256}'`,
  `script-src 'sha256-${SCRIPT_SHA256}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The whole file around the content. */
export function page(view: ReportView, content: Markup): string {
  const { markup } = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(POLICY)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${view.tool.name} ${view.tool.version}">
<title>${view.verdict.word}: ${view.verdict.headline}</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
<nav class="top" aria-label="Parts of the report">${links(view)}</nav>
<main id="main">
${content}
</main>
<footer>${view.tool.name} ${view.tool.version}, made ${time(view.generatedAt)}${UTC}. <span id="zone">All times are UTC.</span></footer>
${definitions()}
<script type="application/json" id="data">${pageData(view)}</script>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`;
  return markup;
}

function links(view: ReportView): readonly Markup[] {
  const has = (harmless: boolean): boolean =>
    view.notes.some((group) => (group.tone !== "unproven") === harmless);
  const parts: readonly (readonly [boolean, string, string])[] = [
    [view.jobs.length > 1, "overview", "Overview"],
    [view.findings.length > 0, "findings", "Findings"],
    [has(true), "not-a-fault", "Not a fault"],
    [has(false), "not-proven", "Not proven"],
    [view.jobs.length > 0, "jobs", "Jobs"],
    [true, "coverage", "What was read"],
  ];
  return parts.filter(([there]) => there).map(([, id, word]) => html`<a href="#${id}">${word}</a> `);
}

/** Patterns that all charts share: hatched where a log has a hole, faded where an end is not known. */
function definitions(): Markup {
  return html`<svg class="defs" width="0" height="0" aria-hidden="true"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-bg" width="6" height="6"/><rect class="hatch-line" width="2" height="6"/></pattern>
<linearGradient id="fading"><stop offset="0" stop-color="#fff"/><stop offset=".25" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity=".08"/></linearGradient>
<mask id="fade" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="url(#fading)"/></mask>
</defs></svg>`;
}
