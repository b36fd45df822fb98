import { parseEventXml } from "../../event-xml/parse-event.ts";
import type { JsonObject } from "../repair.ts";
import { valueAt, wordOf } from "../value.ts";
import type { Shape } from "./shape.ts";

/** Where Winlogbeat (`include_xml`), Vector and others put the event's own XML: it holds most, so it is taken first. */
const PLACES = ["event.original", "winlog.xml", "xml", "raw_xml", "Xml", "EventXml"];

/** An object that carries the whole event as XML; only the rendered text is taken from elsewhere. */
export const original: Shape = {
  matches: (object) => xmlOf(object) !== null,
  read(object, { origin }) {
    const record = parseEventXml(xmlOf(object) ?? "", origin).record;
    if (record === null) return null;
    return { ...record, message: record.message ?? wordOf(valueAt(object, "message")) };
  },
};

function xmlOf(object: JsonObject): string | null {
  for (const place of PLACES) {
    const value = valueAt(object, place);
    if (typeof value === "string" && /^\s*<(?:\?xml|Event[\s>])/.test(value)) return value;
  }
  return null;
}
