import { TONES } from "../html/marks.ts";
import { html, type Markup, type Part } from "../html/markup.ts";
import type { Tone } from "../view/report-view.ts";

/** Six hexadecimal digits: what attributes of every mail client understand. */
export const COLOURS = {
  page: "#f6f8fa",
  card: "#ffffff",
  ink: "#1f2328",
  dim: "#59636e",
  good: "#116329",
  warning: "#8a5300",
  failure: "#b3141f",
  unproven: "#57606a",
} as const satisfies Record<string, string>;

/** A mail is read on the way; the report holds texts whole. */
const LONGEST = 300;

export function say(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

/** A symbol and a word in their colour. */
export function toned(tone: Tone, word: string): Markup {
  return html`<font color="${COLOURS[tone]}"><b>${TONES[tone].glyph} ${say(word)}</b></font>`;
}

/** A table of data with heads; nothing without rows. */
export function grid(heads: readonly string[], rows: readonly (readonly Part[])[]): Markup | null {
  if (rows.length === 0) return null;
  const head = heads.map(
    (text) => html`<th scope="col" align="left"><font color="${COLOURS.dim}">${text}</font></th>`,
  );
  const body = rows.map(
    (cells) => html`<tr>${cells.map((cell) => html`<td valign="top">${cell}</td>`)}</tr>
`,
  );
  return html`<table class="grid small" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>${head}</tr>
${body}</table>`;
}

/** A part of the mail under its heading. */
export function part(title: string, content: Part): Markup {
  return html`<tr><td class="pad"><h2>${title}</h2>${content}</td></tr>
`;
}
