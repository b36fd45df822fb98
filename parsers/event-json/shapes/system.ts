import { recordOfEvent } from "../../event-xml/to-record.ts";
import type { XmlElement } from "../../event-xml/tree.ts";
import { isObject, type JsonObject } from "../repair.ts";
import { textOf } from "../value.ts";
import type { Shape } from "./shape.ts";

/**
 * The event's XML turned into JSON: evtx_dump (attributes under `#attributes`, or beside their element under
 * `Name_attributes`) and xmltodict (attributes as `@Name`), with or without the Event around it.
 */
export const system: Shape = {
  matches: (object) => isObject(eventIn(object).System),
  read: (object, { origin }) => recordOfEvent(eventElement(eventIn(object)), origin),
};

function eventIn(object: JsonObject): JsonObject {
  return isObject(object.Event) ? object.Event : object;
}

function eventElement(event: JsonObject): XmlElement {
  const parts = Object.entries(event).flatMap(([name, value]) => {
    if (name === "EventData") return [element(name, { children: eventData(value) })];
    return isAttributes(name, value) ? [] : elementsOf(name, value, event);
  });
  return element("Event", { children: parts });
}

/** Named values stand under their names instead of in `Data`. */
function eventData(value: unknown): readonly XmlElement[] {
  if (!isObject(value)) return elementsOf("Data", value ?? [], {});
  return Object.entries(value).flatMap(([name, member]) => {
    if (isAttributes(name, member)) return [];
    if (name === "Binary") return elementsOf(name, member, value);
    // evtx_dump numbers the elements of one name: Data, Data_1, Data_2.
    if (/^Data(?:_\d+)?$/.test(name)) return elementsOf("Data", member, {});
    return elementsOf("Data", member, {}).map((data) => ({ ...data, attributes: [["Name", name] as const] }));
  });
}

/** The elements that a member stands for: a list is one element each. `beside` is the object that it stands in. */
function elementsOf(name: string, value: unknown, beside: JsonObject, depth = 0): readonly XmlElement[] {
  if (depth > 32) return [];
  if (Array.isArray(value)) return value.flatMap((item) => elementsOf(name, item, {}, depth + 1));
  const outer = attributesIn(beside[`${name}_attributes`]);
  if (!isObject(value)) return [element(name, { attributes: outer, text: textOf(value) ?? "" })];
  const attributes = [...outer, ...attributesIn(value["#attributes"]), ...markedIn(value)];
  const texts = Array.isArray(value["#text"]) ? value["#text"] : [value["#text"]];
  const children = Object.entries(value).flatMap(([key, member]) =>
    isAttributes(key, member) || key === "#text" ? [] : elementsOf(key, member, value, depth + 1),
  );
  return texts.map((text) => element(name, { attributes, children, text: textOf(text) ?? "" }));
}

function element(name: string, parts: Partial<Omit<XmlElement, "name" | "closed">>): XmlElement {
  return { name, attributes: [], children: [], text: "", ...parts, closed: true };
}

function isAttributes(name: string, value: unknown): boolean {
  return name === "#attributes" || name.startsWith("@") || (name.endsWith("_attributes") && isObject(value));
}

function attributesIn(value: unknown): XmlElement["attributes"] {
  return isObject(value)
    ? Object.entries(value).map(([name, text]) => [name, textOf(text) ?? ""] as const)
    : [];
}

function markedIn(value: JsonObject): XmlElement["attributes"] {
  return Object.entries(value)
    .filter(([name]) => name.startsWith("@"))
    .map(([name, text]) => [name.slice(1), textOf(text) ?? ""] as const);
}
