import { recordOfFields } from "../event-fields.ts";
import type { EventSink } from "../event-sink.ts";
import { type ParsedEvent, parseEventXml } from "../event-xml/index.ts";
import type { TimeReader } from "../local-time/reader.ts";
import { type EventRecord, eventRecord } from "../record.ts";
import type { Draft } from "./draft.ts";
import { binaryOfRows } from "./hex-dump.ts";
import { messageOf } from "./message.ts";
import { idOfText, providerOfText } from "./shapes.ts";

/** What stands where the author of a page left a value out: `<Date>`, `*******`; and what Windows shows for none. */
const PLACEHOLDER = /^(?:N\/A|<[^<>]*>(?:\s*<[^<>]*>)*|[^\p{L}\p{N}]*)$/u;

/** Hands on the event of a draft: its XML where that is whole, else its text. False when it is no event. */
export function finishDraft(draft: Draft, sink: EventSink, name: string, times: TimeReader): boolean {
  const where = `${name}:${draft.line}`;
  const message = messageOf(draft);
  const xml = draft.xml.length === 0 ? null : parseEventXml(draft.xml.join("\n"), where);
  const useless = xml !== null && xml.record === null && draft.kind !== "xml";
  if (useless) {
    sink.report("event-text-xml-unused", where, "The XML below this event is cut before it tells the event.");
  } else for (const found of xml?.diagnostics ?? []) sink.diagnostic(found);
  if (xml?.record && (draft.kind === "xml" || isSameEvent(draft, xml.record))) {
    sink.record(withText(xml, xml.record, draft, message));
    return true;
  }
  const record = draft.kind === "xml" ? null : recordOfText(draft, message, where, times);
  if (record !== null) sink.record(record);
  if (xml?.record) sink.record(xml.record);
  return record !== null;
}

/** The XML tells more than the text above it, but not the text itself. */
function withText(xml: ParsedEvent, record: EventRecord, draft: Draft, message: string | null): EventRecord {
  const taskName = draft.fields.get("taskName") ?? record.taskName;
  const cut = xml.diagnostics.some(({ code }) => code === "event-xml-cut");
  // A part of the strings would be taken for all of them; the text holds them all.
  const strings = cut && message !== null ? { strings: [], data: {} } : {};
  return { ...record, ...strings, taskName, message: message ?? record.message };
}

function isSameEvent(draft: Draft, xml: EventRecord): boolean {
  const id = Number(draft.fields.get("id"));
  return Number.isNaN(id) || xml.eventId === null || id % 0x10000 === xml.eventId;
}

function recordOfText(
  draft: Draft,
  message: string | null,
  where: string,
  times: TimeReader,
): EventRecord | null {
  const provider = message === null ? null : providerOfText(message);
  if (draft.kind === "bare") {
    if (message === null || provider === null) return null;
    return eventRecord({ provider, eventId: idOfText(message), message, origin: where });
  }
  const record = recordOfFields(
    (role) => {
      if (role === "message") return message;
      if (role === "binary" || role === "strings") return null;
      const text = draft.fields.get(role) ?? null;
      return text === null || PLACEHOLDER.test(text) ? null : text;
    },
    where,
    (text) => times.read(text, where),
  );
  if (record === null) return null;
  return { ...record, provider: record.provider ?? provider, binary: binaryOfRows(draft.hex) };
}
