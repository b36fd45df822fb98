import type { EventRecord } from "../record.ts";
import type { Element } from "./binxml/nodes.ts";

export const NO_STRINGS: EventRecord["strings"] = [];
export const NO_DATA: EventRecord["data"] = {};
export const NO_USER: EventRecord["user"] = [];

/** What Windows prints, and what forwarding adds: more digits than seven, or none. */
const TIME = /^(?:\d{4}|\+\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,12})?Z$/;

interface EventData {
  readonly strings: string[];
  readonly data: Record<string, string>;
  binary: string | null;
}

/** An event's elements as a record. What an element does not hold, or holds in no known form, is null. */
export function recordOf(event: Element, origin: string): EventRecord {
  const system = child(event, "System");
  const provider = child(system, "Provider");
  const execution = child(system, "Execution");
  const eventId = child(system, "EventID");
  const rendering = child(event, "RenderingInfo");
  const { strings, data, binary } = readEventData(event);
  return {
    server: textIn(system, "Computer"),
    channel: textIn(system, "Channel"),
    recordId: recordIdOf(textIn(system, "EventRecordID")),
    provider: attribute(provider, "Name"),
    eventId: numberOf(eventId === undefined ? null : textOf(eventId)),
    qualifiers: numberOf(attribute(eventId, "Qualifiers")),
    level: numberOf(textIn(system, "Level")),
    task: numberOf(textIn(system, "Task")),
    taskName: textIn(rendering, "Task"),
    keywords: textIn(system, "Keywords"),
    time: timeOf(attribute(child(system, "TimeCreated"), "SystemTime")),
    processId: numberOf(attribute(execution, "ProcessID")),
    threadId: numberOf(attribute(execution, "ThreadID")),
    strings,
    data,
    user: readUserData(event),
    binary,
    message: textIn(rendering, "Message"),
    origin,
  };
}

/** A string list of names without the surprises of `__proto__`, which a hostile log can use as a name. */
export function setNamed(data: Record<string, string>, name: string, text: string): void {
  if (name === "__proto__") {
    Object.defineProperty(data, name, { value: text, enumerable: true, configurable: true, writable: true });
  } else {
    data[name] = text;
  }
}

/** The EventRecordID: a number as far as a number can hold it, else its digits. */
export function recordIdOf(text: string | null): number | string | null {
  if (text === null || !/^\d{1,20}$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

export function numberOf(text: string | null): number | null {
  if (text === null || !/^(?:-?\d{1,15}|0x[0-9a-fA-F]{1,13})$/.test(text)) return null;
  return Number(text);
}

function timeOf(text: string | null): string | null {
  return text !== null && TIME.test(text) ? text : null;
}

export function isNamespace(attributeName: string): boolean {
  return attributeName === "xmlns" || attributeName.startsWith("xmlns:");
}

function readEventData(event: Element): EventData {
  const read: EventData = { strings: [], data: {}, binary: null };
  const holder = child(event, "EventData");
  if (holder === undefined) return read;
  for (const item of holder.children) {
    if (typeof item === "string") continue;
    if (item.name === "Data") {
      const text = textOf(item);
      const name = attribute(item, "Name");
      read.strings.push(text);
      if (name !== null) setNamed(read.data, name, text);
    } else if (item.name === "Binary") {
      read.binary ??= textOf(item) || null;
    }
  }
  return read;
}

function readUserData(event: Element): EventRecord["user"] {
  const holder = child(event, "UserData");
  if (holder === undefined) return NO_USER;
  const leaves: (readonly [string, string])[] = [];
  for (const item of holder.children) if (typeof item !== "string") addLeaves(item, item.name, leaves);
  return leaves;
}

function addLeaves(element: Element, path: string, leaves: (readonly [string, string])[]): void {
  for (const [name, text] of element.attributes) {
    if (!isNamespace(name)) leaves.push([`${path}@${name}`, text]);
  }
  let isLeaf = true;
  for (const item of element.children) {
    if (typeof item === "string") continue;
    isLeaf = false;
    addLeaves(item, `${path}/${item.name}`, leaves);
  }
  if (isLeaf) leaves.push([path, textOf(element)]);
}

function child(element: Element | undefined, name: string): Element | undefined {
  for (const item of element?.children ?? []) if (typeof item !== "string" && item.name === name) return item;
  return undefined;
}

function textIn(element: Element | undefined, name: string): string | null {
  const found = child(element, name);
  return found === undefined ? null : textOf(found);
}

function attribute(element: Element | undefined, name: string): string | null {
  for (const [key, text] of element?.attributes ?? []) if (key === name) return text;
  return null;
}

function textOf(element: Element): string {
  let text = "";
  for (const item of element.children) if (typeof item === "string") text += item;
  return text;
}
