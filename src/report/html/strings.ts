import type { EventView } from "../view/report-view.ts";
import { placesOfStrings, stringsOf } from "../view/strings.ts";
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
export function toldStrings(event: EventView): ToldStrings {
  const strings = stringsOf(event);
  if (strings.every((one) => one === "")) return { spans: null, list: null };
  const spans = spansIn(event.text, strings);
  if (spans !== null) return { spans: html` data-s="${spans}"`, list: null };
  return {
    spans: null,
    list: html`<ol class="strings">${strings.map((one) => html`<li>${one}`)}</ol>`,
  };
}

/** Where each string stands in the text; null where one does not, or where the page shows the text changed. */
function spansIn(text: string, strings: readonly string[]): string | null {
  const places = placesOfStrings(text, strings);
  const spans = strings.flatMap((one, index) => {
    const at = places[index] ?? null;
    if (one === "") return ["-"];
    return at === null ? [] : [`${at}+${one.length}`];
  });
  return spans.length === strings.length && visible(text) === text ? spans.join(" ") : null;
}
