import { createTextDecoder } from "../decode.ts";

/** Names that stand in one of the shapes and are rare elsewhere. */
const NAME =
  /"(?:event_?id|eventCode|instance_?id|winlog(?:\.\w+)*|provider_?name|time_?(?:created|generated)|levelDisplayName|logName|EventRecordID|eventId|recordId|record_id)"\s*:/i;
const OBJECT = /^[\s[]*\{\s*"/;

/** Certain where the text begins with an object or a list of them; without an event's names it is other JSON. */
export function sniffEventJson(head: Uint8Array): number {
  const decoder = createTextDecoder();
  const text = decoder.write(head) + decoder.end();
  if (!NAME.test(text)) return 0;
  return OBJECT.test(text) ? 1 : 0.5;
}
