import type { CoverageView, ReportView } from "../view/report-view.ts";
import { formatCount, secondsBetween, toMillis } from "../view/time.ts";
import { plural } from "../view/words.ts";
import { axisLine, clockAxis } from "./chart/axis.ts";
import { jobScale, type Scale } from "./chart/scale.ts";
import { mark, time, UTC } from "./marks.ts";
import { html, type Markup } from "./markup.ts";
import { table } from "./table.ts";

const AXIS = 20;
const ROW = 32;
const MOST_ROWS = 60;
const DAY = 86_400;

/** Which logs were read from when to when, what is missing in them, and what could not be parsed. */
export function coverageSection(view: ReportView): Markup {
  const diagnostics = view.inputs.flatMap((input) =>
    input.diagnostics.map((diagnostic) => ({ input, diagnostic })),
  );
  const worst = diagnostics.filter(({ diagnostic }) => diagnostic.severity !== "info").length;
  return html`<section aria-labelledby="coverage"><h2 id="coverage">What was read</h2>
<p>${view.verdict.read}</p>
${coverageChart(view.coverage)}
${fold(view.coverage.length > 8, plural(view.coverage.length, "log"), coverageTable(view.coverage))}
${fold(true, plural(view.inputs.length, "input"), inputTable(view))}
${fold(worst === 0 || diagnostics.length > 12, `${plural(diagnostics.length, "remark")} on what could not be read as it should`, diagnosticTable(diagnostics))}</section>`;
}

function fold(folded: boolean, summary: string, content: Markup | null): Markup | null {
  if (content === null) return null;
  return html`<details${folded ? null : html` open`}><summary>${summary}</summary>${content}</details>`;
}

/** A bar a log, hatched where records are missing. */
function coverageChart(coverage: readonly CoverageView[]): Markup | null {
  const shown = coverage
    .filter((log) => toMillis(log.first) !== null && toMillis(log.last) !== null)
    .slice(0, MOST_ROWS);
  const [head] = shown;
  if (head === undefined) return null;
  const earliest = shown.reduce((a, b) =>
    (toMillis(a.first) ?? 0) <= (toMillis(b.first) ?? 0) ? a : b,
  ).first;
  const length = Math.max(1, ...shown.map((log) => secondsBetween(earliest, log.last) ?? 0));
  const scale = jobScale(length, length);
  const height = AXIS + shown.length * ROW;
  const lanes = shown.map((log, index) => lane(log, earliest, scale, AXIS + index * ROW));
  const long = length > 2 * DAY;
  return html`<figure class="wide"><figcaption>Logs by server</figcaption><svg role="group" aria-label="Logs by server" width="100%" height="${height}">${long ? dayAxis(earliest, scale) : clockAxis(earliest, scale)}${lanes}</svg></figure>`;
}

function lane(log: CoverageView, from: string, scale: Scale, y: number): Markup {
  const at = (iso: string): number => scale.at(secondsBetween(from, iso) ?? 0);
  const width = (a: string, b: string): number => Math.max(0.3, Math.round((at(b) - at(a)) * 1000) / 1000);
  const gaps = log.gaps.map(
    (gap) =>
      html`<rect class="hole" x="${at(gap.from)}%" width="${width(gap.from, gap.to)}%"><title>${plural(gap.missing, "record")} missing</title></rect>`,
  );
  return html`<g class="lane" transform="translate(0 ${y + 11})"><rect class="bar log" x="${at(log.first)}%" width="${width(log.first, log.last)}%"/>${gaps}<text class="label">${log.server}, ${log.channel}${log.missing > 0 ? ` · ${formatCount(log.missing)} missing` : ""}</text></g>`;
}

function dayAxis(from: string, scale: Scale): Markup {
  const start = toMillis(from) ?? 0;
  const lines = [0, 1, 2, 3].map((part) => {
    const x = part * 25;
    const iso = new Date(start + scale.length * part * 250).toISOString();
    const day = scale.length < 8 * DAY ? iso.slice(0, 16).replace("T", " ") : iso.slice(0, 10);
    return html`${axisLine(x)}<text x="${x}%" y="12" dx="3">${day}</text>`;
  });
  return html`<g class="axis" aria-hidden="true">${lines}</g>`;
}

function coverageTable(coverage: readonly CoverageView[]): Markup | null {
  return table(
    "Logs",
    [
      { head: "Server" },
      { head: "Log" },
      { head: html`From${UTC}` },
      { head: html`To${UTC}` },
      { head: "Records", figure: true },
      { head: "Missing" },
    ],
    coverage.map((log) => [
      log.server,
      log.channel,
      time(log.first),
      time(log.last),
      formatCount(log.records),
      log.missing === 0
        ? "none"
        : html`${mark("unproven", "gap")}${formatCount(log.missing)} in ${plural(log.gaps.length, "gap")}`,
    ]),
  );
}

function inputTable(view: ReportView): Markup | null {
  return table(
    "Inputs",
    [
      { head: "Input" },
      { head: "Format" },
      { head: "Records", figure: true },
      { head: "Used", figure: true },
    ],
    view.inputs.map((input) => [
      input.path,
      input.format,
      formatCount(input.records),
      formatCount(input.used),
    ]),
  );
}

type Diagnostics = readonly {
  readonly input: ReportView["inputs"][number];
  readonly diagnostic: ReportView["inputs"][number]["diagnostics"][number];
}[];

function diagnosticTable(diagnostics: Diagnostics): Markup | null {
  const tones = { error: "failure", warning: "warning", info: "good" } as const;
  return table(
    "Remarks",
    [
      { head: "Severity" },
      { head: "Code" },
      { head: "Count", figure: true },
      { head: "First at" },
      { head: "Message" },
    ],
    diagnostics.map(({ diagnostic }) => [
      html`${mark(tones[diagnostic.severity], "")}${diagnostic.severity}`,
      html`<code>${diagnostic.code}</code>`,
      formatCount(diagnostic.count),
      diagnostic.where,
      diagnostic.message,
    ]),
  );
}
