import type { EventView } from "./report-view.ts";

/** The insertion strings of an event on one line each, as its text is. */
export function stringsOf({ strings = [] }: EventView): readonly string[] {
  return strings.map((one) => one.replace(/\s+/gu, " ").trim());
}

/** Where in a text each of its strings stands, in order where that can be; null for one that is empty or not there. */
export function placesOfStrings(text: string, strings: readonly string[]): readonly (number | null)[] {
  let from = 0;
  return strings.map((one) => {
    if (one === "") return null;
    const next = text.indexOf(one, from);
    const at = next < 0 ? text.indexOf(one) : next;
    if (at < 0) return null;
    from = at + one.length;
    return at;
  });
}
