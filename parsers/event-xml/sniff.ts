import { createTextDecoder } from "../decode.ts";
import { isEventStart } from "./blocks.ts";

const START = /<(?:[\w.-]+:)?Event[\s>]/g;
/** Nothing but markup before the first event. */
const ONLY_MARKUP = /^(?:\s|-\s|<[^<>]*>)*$/;

/** Certain where the text begins with markup and an event; a fragment of text with events in it may be of others. */
export function sniffEventXml(head: Uint8Array): number {
  const decoder = createTextDecoder();
  const text = decoder.write(head) + decoder.end();
  for (const { index } of text.matchAll(START)) {
    if (isEventStart(text, index)) return ONLY_MARKUP.test(text.slice(0, index)) ? 1 : 0.4;
  }
  return 0;
}
