import { binaryOfText } from "../binary-text.ts";
import { levelOfWord } from "../level-words.ts";
import { eventIdOf, recordIdOf, wholeNumber } from "../numbers.ts";
import { type EventRecord, eventRecord } from "../record.ts";
import { utcTime } from "../utc-time.ts";
import type { XmlElement } from "./tree.ts";

/** The record of an Event element; null when it has no System part, or one that names neither provider nor id. */
export function recordOfEvent(event: XmlElement, origin: string): EventRecord | null {
  const system = childOf(event, "System");
  if (system === null) return null;
  const provider = attributeOf(childOf(system, "Provider"), "Name");
  const id = childOf(system, "EventID");
  const eventId = eventIdOf(numberIn(id));
  if (provider === null && eventId === null) return null;
  const execution = childOf(system, "Execution");
  const rendering = partOf(event, system, "RenderingInfo");
  const level = numberIn(childOf(system, "Level"));
  const task = numberIn(childOf(system, "Task"));
  return eventRecord({
    origin,
    provider,
    eventId,
    qualifiers: numberOf(attributeOf(id, "Qualifiers")),
    level: level ?? levelOfWord(textIn(rendering, "Level") ?? ""),
    task,
    taskName: task === null ? textIn(rendering, "Task") : null,
    keywords: textIn(system, "Keywords")?.toLowerCase() ?? null,
    time: utcTime(attributeOf(childOf(system, "TimeCreated"), "SystemTime")?.trim() ?? ""),
    recordId: recordIdOf(textIn(system, "EventRecordID") ?? ""),
    processId: numberOf(attributeOf(execution, "ProcessID")),
    threadId: numberOf(attributeOf(execution, "ThreadID")),
    channel: textIn(system, "Channel"),
    server: textIn(system, "Computer"),
    ...eventData(partOf(event, system, "EventData")),
    user: userData(partOf(event, system, "UserData")),
    message: messageOf(rendering),
  });
}

/** Elements without their end tag may have lost part of their text, so they are left out. */
function eventData(part: XmlElement | null): Pick<EventRecord, "strings" | "data" | "binary"> {
  const strings: string[] = [];
  const data = new Map<string, string>();
  let binary: string | null = null;
  for (const child of part?.children ?? []) {
    if (!child.closed) continue;
    if (child.name === "Binary") binary ??= binaryOfText(child.text);
    if (child.name !== "Data") continue;
    const values = valuesOf(child);
    const name = attributeOf(child, "Name");
    strings.push(...values);
    if (name !== null && name !== "" && !data.has(name)) data.set(name, values[0] ?? "");
  }
  return { strings, data: Object.fromEntries(data), binary };
}

/** python-evtx writes the strings of one array as `<string>` elements. */
function valuesOf(data: XmlElement): readonly string[] {
  const inner = data.children.filter((child) => child.name === "string" && child.closed);
  return inner.length > 0 ? inner.map((child) => child.text) : [data.markup ?? data.text];
}

function userData(part: XmlElement | null): EventRecord["user"] {
  const leaves: (readonly [string, string])[] = [];
  const walk = (element: XmlElement, path: string): void => {
    for (const [name, value] of element.attributes) {
      if (!isNamespace(name)) leaves.push([`${path}@${name}`, value]);
    }
    for (const child of element.children) walk(child, `${path}/${child.name}`);
    if (element.children.length === 0 && element.closed) leaves.push([path, element.text]);
  };
  for (const child of part?.children ?? []) walk(child, child.name);
  return leaves;
}

function isNamespace(name: string): boolean {
  return name === "xmlns" || name.startsWith("xmlns:");
}

function messageOf(rendering: XmlElement | null): string | null {
  const message = childOf(rendering, "Message");
  return message?.closed ? message.text : null;
}

/** Where the end tag of System is damaged, the other parts lie in it. */
function partOf(event: XmlElement, system: XmlElement, name: string): XmlElement | null {
  return childOf(event, name) ?? childOf(system, name);
}

function childOf(element: XmlElement | null, name: string): XmlElement | null {
  return element?.children.find((child) => child.name === name) ?? null;
}

function attributeOf(element: XmlElement | null, name: string): string | null {
  return element?.attributes.find(([attribute]) => attribute === name)?.[1] ?? null;
}

function textIn(element: XmlElement | null, name: string): string | null {
  const child = childOf(element, name);
  const text = child?.closed ? child.text.trim() : "";
  return text === "" ? null : text;
}

function numberIn(element: XmlElement | null): number | null {
  return element?.closed ? wholeNumber(element.text) : null;
}

function numberOf(text: string | null): number | null {
  return text === null ? null : wholeNumber(text);
}
