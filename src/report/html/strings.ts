import type { EventView } from "../view/report-view.ts";
import { visible } from "../visible.ts";
import { html, type Markup } from "./markup.ts";

/** How an event's row tells its insertion strings: by where they stand in its text, or one by one. */
export interface ToldStrings {
  /** An attribute of the row: `9+4 - 17+2` are four characters from the ninth on, an empty string, and two. */
  readonly spans: Markup | null;
  readonly list: Markup | null;
}

/**
 * Mostly the text is made of the strings, and a list would only repeat it; then the script cuts them out of the text
 * to show them on the event's tick. Where the text has not all of them, they are listed.
 */
export function toldStrings({ text, strings: raw = [] }: EventView): ToldStrings {
  // On one line, as the text is.
  const strings = raw.map((one) => one.replace(/\s+/gu, " ").trim());
  if (strings.every((one) => one === "")) return { spans: null, list: null };
  const places = placesIn(text, strings);
  if (places !== null) return { spans: html` data-s="${places}"`, list: null };
  return {
    spans: null,
    list: html`<ol class="strings">${strings.map((one) => html`<li>${one}`)}</ol>`,
  };
}

/** Where each string stands in the text; null where one does not, or where the page shows the text changed. */
function placesIn(text: string, strings: readonly string[]): string | null {
  const places: string[] = [];
  let from = 0;
  for (const one of strings) {
    const next = text.indexOf(one, from);
    const at = next < 0 ? text.indexOf(one) : next;
    if (at < 0) return null;
    places.push(one === "" ? "-" : `${at}+${one.length}`);
    if (one !== "") from = at + one.length;
  }
  return visible(text) === text ? places.join(" ") : null;
}
