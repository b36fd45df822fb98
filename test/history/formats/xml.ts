import type { EventRecord } from "../../../parsers/record.ts";
import { render } from "../templates.ts";
import { type Form, kept, levelWord, taskWord, utf8 } from "./form.ts";

const NAMESPACE = "http://schemas.microsoft.com/win/2004/08/events/event";

/** `wevtutil qe Application /f:xml`: one event a line, no root element, no texts. */
export const wevtutilXml: Form = {
  name: "event-xml/wevtutil",
  format: "event-xml",
  extension: "xml",
  loses: "the rendered text",
  numbered: true,
  named: true,
  strings: true,
  write: (records) => utf8(records.map((record) => `${event(record, "'", "")}\r\n`).join("")),
  kept: (records) => records.map((record) => kept({ ...held(record), message: null })),
};

/** Event Viewer, "Save as XML": a document, newest first, with the rendered text of each event. */
export const viewerXml: Form = {
  name: "event-xml/event-viewer",
  format: "event-xml",
  extension: "xml",
  loses: "",
  numbered: true,
  named: true,
  strings: true,
  write: (records) => {
    const body = newestFirst(records).map((record) => event(record, "'", rendering(record)));
    const head = '\uFEFF<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n<Events>';
    return utf8(`${head}${body.join("")}</Events>`);
  },
  kept: (records) => newestFirst(records).map((record) => kept({ ...held(record), message: render(record) })),
};

/** Event Viewer, details, "XML view", pasted one below the other: indented, double quotes. */
export const pastedXml: Form = {
  name: "event-xml/pasted",
  format: "event-xml",
  extension: "txt",
  loses: "the rendered text",
  numbered: true,
  named: true,
  strings: true,
  write: (records) => {
    const indented = records.map((record) =>
      event(record, '"', "").replaceAll("<Data></Data>", "<Data />").replace(/></g, ">\n  <"),
    );
    return utf8(indented.map((text) => `${text}\n\n`).join(""));
  },
  kept: wevtutilXml.kept,
};

export function newestFirst(records: readonly EventRecord[]): readonly EventRecord[] {
  return [...records].reverse();
}

function held({ taskName: _taskName, ...record }: EventRecord): Partial<EventRecord> {
  return record;
}

export function event(record: EventRecord, quote: string, more: string): string {
  const q = (value: string | number | null): string => `${quote}${escaped(String(value))}${quote}`;
  const system = [
    `<Provider Name=${q(record.provider)}/>`,
    `<EventID Qualifiers=${q(record.qualifiers)}>${record.eventId}</EventID>`,
    `<Level>${record.level}</Level>`,
    `<Task>${record.task}</Task>`,
    `<Keywords>${record.keywords}</Keywords>`,
    `<TimeCreated SystemTime=${q(record.time)}/>`,
    `<EventRecordID>${record.recordId}</EventRecordID>`,
    `<Channel>${escaped(record.channel ?? "")}</Channel>`,
    `<Computer>${escaped(record.server ?? "")}</Computer>`,
    "<Security/>",
  ].join("");
  const names = Object.keys(record.data);
  const data = record.strings.map((text, i) => {
    const name = names[i];
    return `<Data${name === undefined ? "" : ` Name=${q(name)}`}>${escaped(text)}</Data>`;
  });
  const binary = record.binary === null ? "" : `<Binary>${record.binary}</Binary>`;
  const body = `<System>${system}</System><EventData>${data.join("")}${binary}</EventData>${more}`;
  return `<Event xmlns=${q(NAMESPACE)}>${body}</Event>`;
}

function rendering(record: EventRecord): string {
  const words = `<Level>${levelWord(record.level)}</Level><Task>${taskWord(record)}</Task>`;
  const message = `<Message>${escaped(render(record))}</Message>`;
  const keywords = "<Keywords><Keyword>Classic</Keyword></Keywords>";
  return `<RenderingInfo Culture='en-US'>${message}${words}<Opcode></Opcode>${keywords}</RenderingInfo>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.codePointAt(0)};`);
}
