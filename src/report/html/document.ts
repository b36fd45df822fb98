import type { ReportView } from "../view/report-view.ts";
import { type Asset, JOBS_SCRIPT, OVERVIEW_SCRIPT, OVERVIEW_STYLE, STYLE, VERIFY_STYLE } from "./assets.ts";
import { pageData } from "./data.ts";
import { time, UTC } from "./marks.ts";
import { html, type Markup, raw } from "./markup.ts";

/** What a page needs of the styles and scripts that there are. */
interface Needs {
  readonly styles: readonly Asset[];
  readonly scripts: readonly Asset[];
}

/** Nothing is fetched, nothing foreign is run: only the styles and scripts of this very file, by their hashes. */
function policyOf({ styles, scripts }: Needs): string {
  const hashes = (assets: readonly Asset[]): string =>
    assets.map(({ sha256 }) => `'sha256-${sha256}'`).join(" ");
  return [
    "default-src 'none'",
    `style-src ${hashes(styles)}`,
    ...(scripts.length > 0 ? [`script-src ${hashes(scripts)}`] : []),
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** What stands around the content of a page. */
export interface Shell {
  readonly title: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly generatedAt: string;
  /** Parts of the page, by their ids. */
  readonly links: readonly (readonly [id: string, word: string])[];
}

/** The whole file of a report on jobs. One job needs nothing to sort and to filter by. */
export function page(view: ReportView, content: Markup): string {
  const { verdict, tool, generatedAt } = view;
  const title = `${verdict.word}: ${verdict.headline}`;
  const many = view.jobs.length > 1;
  const needs: Needs = {
    styles: many ? [STYLE, OVERVIEW_STYLE] : [STYLE],
    scripts: many ? [JOBS_SCRIPT, OVERVIEW_SCRIPT] : [JOBS_SCRIPT],
  };
  return fileOf(
    { title, tool, generatedAt, links: links(view) },
    content,
    needs,
    many ? pageData(view) : null,
  );
}

/** The whole file of a report on files, around its content. */
export function verifyPage(shell: Shell, content: Markup): string {
  return fileOf(shell, content, { styles: [STYLE, VERIFY_STYLE], scripts: [] }, null);
}

/** `data` is what the script of the overview works with. */
function fileOf(
  { title, tool, generatedAt, links: parts }: Shell,
  content: Markup,
  needs: Needs,
  data: Markup | null,
): string {
  const styles = needs.styles.map(({ text }) => html`<style>${raw(text)}</style>\n`);
  const scripts = needs.scripts.map(({ text }) => html`<script>${raw(text)}</script>\n`);
  const { markup } = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policyOf(needs))}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${tool.name} ${tool.version}">
<title>${title}</title>
<link rel="icon" href="data:,">
${styles}</head>
<body>
<a class="skip" href="#main">To the report</a>
<nav class="top" aria-label="Parts of the report">${parts.map(([id, word]) => html`<a href="#${id}">${word}</a> `)}</nav>
<main id="main">
${content}
</main>
<footer>${tool.name} ${tool.version}, made ${time(generatedAt)}${UTC}. <span id="zone">All times are UTC.</span></footer>
${definitions(needs.styles.includes(VERIFY_STYLE))}
${data !== null && html`<script type="application/json" id="data">${data}</script>\n`}${scripts}</body>
</html>
`;
  return markup;
}

function links(view: ReportView): Shell["links"] {
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
  return parts.filter(([there]) => there).map(([, id, word]) => [id, word]);
}

/** Patterns that charts share: hatched where nothing is known, faded where an end is not known, links of a chain. */
function definitions(chains: boolean): Markup {
  const links = html`<pattern id="links" width="20" height="20" patternUnits="userSpaceOnUse"><rect class="link" x="3" y="5.5" width="14" height="9" rx="4.5"/><path class="link" d="M13 10H27M-7 10H7"/></pattern>
`;
  return html`<svg class="defs" width="0" height="0" aria-hidden="true"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-bg" width="6" height="6"/><rect class="hatch-line" width="2" height="6"/></pattern>
${chains && links}<linearGradient id="fading"><stop offset="0" stop-color="#fff"/><stop offset=".25" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity=".08"/></linearGradient>
<mask id="fade" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="url(#fading)"/></mask>
</defs></svg>`;
}
