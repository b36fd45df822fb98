import type { Tone } from "../view/report-view.ts";
import { formatTime, toMillis } from "../view/time.ts";
import { html, type Markup } from "./markup.ts";

/** A symbol and a word beside every colour: nothing is told by colour alone. */
export const TONES: Readonly<Record<Tone, { readonly glyph: string; readonly word: string }>> = {
  good: { glyph: "✓", word: "good" },
  warning: { glyph: "!", word: "warning" },
  failure: { glyph: "✕", word: "failed" },
  unproven: { glyph: "?", word: "not proven" },
};

/** A coloured badge with its symbol, and its word for those who hear the page. */
export function mark(tone: Tone, word = TONES[tone].word): Markup {
  return html`<span class="mark ${tone}" aria-hidden="true">${TONES[tone].glyph}</span><span class="ear">${word}: </span>`;
}

/** A time in UTC, which the script shows in local time as well. */
export function time(iso: string | null): Markup {
  if (toMillis(iso) === null) return html`time unknown`;
  return html`<time>${formatTime(iso)}</time>`;
}

/** `2026-03-01 22:00:00 to 2026-03-01 23:12:40 UTC` */
export function period(from: string | null, to: string | null): Markup {
  if (toMillis(from) === null && toMillis(to) === null) return html`time unknown`;
  if (toMillis(from) === null) return html`until ${time(to)}${UTC}, start not seen`;
  if (toMillis(to) === null) return html`since ${time(from)}${UTC}, end not seen`;
  return html`${time(from)} to ${time(to)}${UTC}`;
}

/** Stands where times are in UTC; the script hides it where it writes "UTC" itself. */
export const UTC: Markup = html`<span class="z"> UTC</span>`;

/** The class of a link between an event and its finding, the event's number. */
export const REF: Markup = html` class="ref"`;
