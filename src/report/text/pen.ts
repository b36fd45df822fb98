import pc from "picocolors";
import type { RenderOptions } from "../options.ts";
import type { Tone } from "../view/report-view.ts";
import { formatCount } from "../view/time.ts";
import { visible } from "../visible.ts";
import { cutLine, type Line, type Span, type Style } from "./line.ts";

/** Signs for terminals with Unicode, and for those with ASCII only. */
const UNICODE = {
  marks: { good: "✓", warning: "!", failure: "✗", unproven: "?" },
  rule: "─",
  ellipsis: "…",
  bar: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
  open: "░",
  over: "▶",
  tick: "┊",
  lane: "·",
  event: "●",
} as const;

const ASCII: Glyphs = {
  marks: { good: "+", warning: "!", failure: "x", unproven: "?" },
  rule: "-",
  ellipsis: "..",
  bar: ["|", "#", "#", "#", "#", "#", "#", "#"],
  open: "~",
  over: ">",
  tick: ":",
  lane: ".",
  event: "o",
};

type Widen<T> = { readonly [K in keyof T]: T[K] extends string ? string : Widen<T[K]> };
export type Glyphs = Widen<typeof UNICODE>;

/** Nobody reads a longer text on a terminal; the JSON report holds it whole. */
const LONGEST = 1000;

/** Makes spans for one terminal: everything that passes through it is harmless and has a known width. */
export interface Pen {
  readonly width: number;
  readonly glyphs: Glyphs;
  readonly verbose: boolean;
  readonly say: (text: string, style?: Style) => Span;
  readonly mark: (tone: Tone) => Span;
  readonly rule: (title: string) => Line;
}

/** The pen for a terminal. Fewer than 20 columns are treated as 20. */
export function penFor(options: RenderOptions): Pen {
  const glyphs: Glyphs = options.unicode ? UNICODE : ASCII;
  const width = Math.max(20, Math.floor(options.width));
  const say = (text: string, style: Style = "plain"): Span => {
    const own = options.unicode ? text : text.replaceAll("±", "+/-");
    const more = own.length - LONGEST;
    if (more <= 0) return { text: visible(own, options.unicode), style };
    const start = visible(own.slice(0, LONGEST), options.unicode);
    return { text: `${start}${glyphs.ellipsis} (${formatCount(more)} more characters)`, style };
  };
  return {
    width,
    glyphs,
    verbose: options.verbose,
    say,
    mark: (tone) => ({ text: glyphs.marks[tone], style: tone }),
    rule: (title) => {
      const head = cutLine([say(`${title} `, "strong")], width - 4, glyphs.ellipsis);
      const used = head.reduce((sum, span) => sum + [...span.text].length, 0);
      return [...head, say(glyphs.rule.repeat(Math.max(0, Math.min(width, 100) - used)), "dim")];
    },
  };
}

/** The lines as one text. No line is longer than `pen.width`, whatever made it. */
export function paint(lines: readonly Line[], pen: Pen, color: boolean): string {
  const colors = pc.createColors(color);
  const styles: Record<Style, (text: string) => string> = {
    plain: (text) => text,
    strong: colors.bold,
    dim: colors.dim,
    good: colors.green,
    warning: colors.yellow,
    failure: (text) => colors.bold(colors.red(text)),
    unproven: colors.magenta,
  };
  return lines
    .map((line) => {
      const spans = trimmed(cutLine(line, pen.width, pen.glyphs.ellipsis));
      return spans.map((span) => (span.text === "" ? "" : styles[span.style](span.text))).join("");
    })
    .map((line) => `${line}\n`)
    .join("");
}

/** Blanks at the end of a line only make it wrap. */
function trimmed(line: Line): Line {
  const spans = [...line];
  for (let last = spans.pop(); last !== undefined; last = spans.pop()) {
    const text = last.text.trimEnd();
    if (text !== "") return [...spans, { ...last, text }];
  }
  return [];
}
