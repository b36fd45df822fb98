import type { EventRecord } from "../../record.ts";
import { VALUE } from "../values.ts";
import { eventDataDocument } from "./event-data.ts";
import { type Document, literal, type Part, slot, type Tag, tag, type Value } from "./template.ts";
import { userDataDocument } from "./user-data.ts";
import { hex64, NULL, textPart, time, unsigned, unsigned64 } from "./values.ts";

const NAMESPACE = "http://schemas.microsoft.com/win/2004/08/events/event";

/** The places that real logs have for the parts of System; 13 to 17 are for what classic events do not have. */
const PLACE = {
  level: 0,
  task: 2,
  eventId: 3,
  qualifiers: 4,
  keywords: 5,
  time: 6,
  processId: 8,
  threadId: 9,
  recordId: 10,
  version: 11,
  body: 19,
} as const;
const PLACES = 20;

/**
 * A record as BinXml in the form of a classic event: provider, channel and computer are text of the template, the rest
 * values. Throws a RangeError for numbers that the format cannot hold.
 */
export function eventDocument(record: EventRecord, arrays: boolean): Document {
  const values: Value[] = new Array<Value>(PLACES).fill(NULL);
  values[PLACE.level] = unsigned("level", record.level, 1);
  values[PLACE.task] = unsigned("task", record.task, 2);
  values[PLACE.eventId] = unsigned("event id", record.eventId, 2);
  values[PLACE.qualifiers] = unsigned("qualifiers", record.qualifiers, 2);
  values[PLACE.keywords] = hex64(record.keywords);
  values[PLACE.time] = time(record.time);
  values[PLACE.processId] = unsigned("process id", record.processId, 4);
  values[PLACE.threadId] = unsigned("thread id", record.threadId, 4);
  values[PLACE.recordId] = unsigned64(recordIdOf(record.recordId), VALUE.u64);
  values[PLACE.version] = unsigned("version", 0, 1);
  const eventData = eventDataDocument(record, arrays);
  const userData = userDataDocument(record.user);
  const children: Part[] = [systemTag(record), slot(PLACE.body, VALUE.binXml)];
  const first = eventData ?? userData;
  if (first !== undefined) values[PLACE.body] = { type: VALUE.binXml, document: first };
  if (eventData !== undefined && userData !== undefined) {
    children.push(slot(values.length, VALUE.binXml));
    values.push({ type: VALUE.binXml, document: userData });
  }
  const rendering = renderingTag(record, values);
  if (rendering !== undefined) children.push(rendering);
  const xmlns = { name: "xmlns", content: literal(NAMESPACE) };
  return { root: tag("Event", children, [xmlns]), values };
}

/** Null stays null; RangeError for what is not an unsigned 64-bit number. */
export function recordIdOf(id: EventRecord["recordId"]): bigint | null {
  if (id === null) return null;
  const isNumber = typeof id === "number" ? Number.isSafeInteger(id) && id >= 0 : /^[1-9]\d{15,19}$/.test(id);
  const value = isNumber ? BigInt(id) : -1n;
  if (value < 0n || value >= 1n << 64n) throw new RangeError(`record id ${id} does not fit into 64 bits`);
  return value;
}

function systemTag(record: EventRecord): Tag {
  const provider = record.provider === null ? [] : [{ name: "Name", content: literal(record.provider) }];
  const qualifiers = { name: "Qualifiers", content: slot(PLACE.qualifiers, VALUE.u16) };
  // An optional id that is null would take its qualifiers with it.
  const eventId = slot(PLACE.eventId, VALUE.u16, record.eventId !== null || record.qualifiers === null);
  const children = [
    tag("Provider", [], provider),
    tag("EventID", [eventId], [qualifiers]),
    tag("Version", [slot(PLACE.version, VALUE.u8)]),
    tag("Level", [slot(PLACE.level, VALUE.u8)]),
    tag("Task", [slot(PLACE.task, VALUE.u16)]),
    tag("Keywords", [slot(PLACE.keywords, VALUE.hex64)]),
    tag("TimeCreated", [], [{ name: "SystemTime", content: slot(PLACE.time, VALUE.fileTime) }]),
    tag("EventRecordID", [slot(PLACE.recordId, VALUE.u64)]),
    tag(
      "Execution",
      [],
      [
        { name: "ProcessID", content: slot(PLACE.processId, VALUE.u32) },
        { name: "ThreadID", content: slot(PLACE.threadId, VALUE.u32) },
      ],
    ),
  ];
  if (record.channel !== null) children.push(tag("Channel", [literal(record.channel)]));
  if (record.server !== null) children.push(tag("Computer", [literal(record.server)]));
  return tag("System", children);
}

/** The rendered text, as forwarded events carry it. */
function renderingTag(record: EventRecord, values: Value[]): Tag | undefined {
  const { message, taskName } = record;
  if (message === null && taskName === null) return undefined;
  const children: Part[] = [];
  if (message !== null) children.push(tag("Message", [textPart(message, values)]));
  if (taskName !== null) children.push(tag("Task", [textPart(taskName, values)]));
  return tag("RenderingInfo", children, [{ name: "Culture", content: literal("en-US") }]);
}
