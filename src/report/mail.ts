import { html, type Markup, raw } from "./html/markup.ts";
import { findingBlocks } from "./mail/findings.ts";
import { databaseRows, jobRows } from "./mail/jobs.ts";
import { COLOURS, say } from "./mail/parts.ts";
import { verdictRows } from "./mail/verdict.ts";
import type { ReportView } from "./view/report-view.ts";
import { formatTime } from "./view/time.ts";

/**
 * The body of an alert as HTML for mail clients: tables, one style element, colours as attributes that
 * Outlook honours; no SVG, no script, no image, no link but references. It stays below the 102 KB at
 * which Gmail cuts a message; the report beside it holds all. `view` holds raw texts: they are escaped here.
 *
 * @param notice why this mail comes, above the verdict: that a trouble is over, that it is but a test
 */
export function renderMail(view: ReportView, notice: string | null = null): string {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${say(`${view.verdict.word}: ${view.verdict.headline}`)}</title>
<style>${raw(STYLE)}</style>
</head>
<body bgcolor="${COLOURS.page}">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${COLOURS.page}"><tr><td align="center">
<table role="presentation" class="sheet" width="680" cellpadding="0" cellspacing="0" border="0" bgcolor="${COLOURS.card}">
${noticeRow(notice)}${verdictRows(view)}
${findingBlocks(view)}
${jobRows(view)}
${databaseRows(view)}
${foot(view)}
</table>
</td></tr></table>
</body>
</html>
`.markup;
}

function noticeRow(notice: string | null): Markup {
  if (notice === null) return html``;
  return html`<tr><td class="pad" bgcolor="${COLOURS.page}"><b>${say(notice)}</b></td></tr>
`;
}

function foot(view: ReportView): Markup {
  return html`<tr><td class="pad small"><font color="${COLOURS.dim}">${say(view.verdict.read)}<br>${say(`${view.tool.name} ${view.tool.version}`)}, ${formatTime(view.generatedAt)} UTC. All times are UTC.</font></td></tr>`;
}

const STYLE = [
  "body,td,th{font-family:Segoe UI,Helvetica,Arial,sans-serif;font-size:14px;line-height:1.45;color:#1f2328}",
  "body{margin:0;padding:0}",
  ".sheet{width:680px;max-width:100%}",
  ".pad{padding:12px 20px}",
  ".small,.small td,.small th{font-size:12px}",
  "h1{font-size:22px;margin:0;line-height:1.25}",
  "h2{font-size:16px;margin:8px 0 4px}",
  "p{margin:4px 0}",
  "ol,ul{margin:4px 0;padding-left:22px}",
  "th{text-align:left;font-weight:600}",
  ".grid td,.grid th{padding:4px 10px 4px 0;border-bottom:1px solid #d1d9e0;vertical-align:top}",
  "@media (max-width:700px){.sheet{width:100%}.pad{padding:10px 12px}}",
].join("");
