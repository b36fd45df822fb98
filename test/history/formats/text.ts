import type { EventRecord } from "../../../parsers/record.ts";
import { render } from "../templates.ts";
import { cutTime, type Form, type Kept, kept, levelWord, taskWord, timeParts, usTime, utf8 } from "./form.ts";

/**
 * In every text form the strings are gone: there is the message, and what stands in the head. Blanks at the ends
 * of lines say nothing, since pasting adds and takes them away.
 */
const textual = { format: "event-text", extension: "txt", strings: false } as const;

function withHead(record: EventRecord, digits: number, fields: Partial<EventRecord>): Kept {
  const { provider, eventId, level, server } = record;
  return kept({
    provider,
    eventId,
    level,
    server,
    time: cutTime(record.time, digits),
    message: render(record).replace(/[ \t]+$/gm, ""),
    ...fields,
  });
}

/** Event Viewer, "Copy details as text". */
export const viewerText: Form = {
  ...textual,
  name: "event-text/event-viewer",
  loses: "record numbers, insertion strings, binary data, times below a second and their zone",
  numbered: false,
  named: true,
  write: (records) => utf8(records.map((record) => `${viewerBlock(record).join("\r\n")}\r\n\r\n`).join("")),
  kept: (records) =>
    records.map((record) => withHead(record, 0, { channel: record.channel, taskName: taskWord(record) })),
};

function viewerBlock(record: EventRecord): readonly string[] {
  return [
    `Log Name:      ${record.channel}`,
    `Source:        ${record.provider}`,
    `Date:          ${usTime(record.time)}`,
    `Event ID:      ${record.eventId}`,
    `Task Category: ${taskWord(record)}`,
    `Level:         ${levelWord(record.level)}`,
    "Keywords:      Classic",
    "User:          N/A",
    `Computer:      ${record.server}`,
    "Description:",
    render(record),
  ];
}

/** Event Viewer of Windows 2003, copied to the clipboard; with the binary data as a dump. */
export const text2003: Form = {
  ...textual,
  name: "event-text/windows-2003",
  loses: "the log, record numbers, insertion strings, times below a second and their zone",
  numbered: false,
  named: true,
  write: (records) => utf8(records.map((record) => `${block2003(record).join("\r\n")}\r\n\r\n`).join("")),
  kept: (records) =>
    records.map((record) => withHead(record, 0, { taskName: taskWord(record), binary: record.binary })),
};

function block2003(record: EventRecord): readonly string[] {
  const [date = "", ...time] = usTime(record.time).split(" ");
  return [
    `Event Type:\t${levelWord(record.level)}`,
    `Event Source:\t${record.provider}`,
    `Event Category:\t${taskWord(record)} `,
    `Event ID:\t${record.eventId}`,
    `Date:\t\t${date}`,
    `Time:\t\t${time.join(" ")}`,
    "User:\t\tN/A",
    `Computer:\t${record.server}`,
    "Description:",
    render(record),
    ...(record.binary === null ? [] : ["Data:", ...dump(record.binary)]),
  ];
}

function dump(binary: string): readonly string[] {
  const bytes = (binary.match(/../g) ?? []).map((hex) => hex.toLowerCase());
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += 8) {
    const row = bytes.slice(at, at + 8);
    const characters = row.map((hex) => {
      const code = Number.parseInt(hex, 16);
      return code >= 32 && code < 127 ? String.fromCharCode(code) : ".";
    });
    rows.push(`${at.toString(16).padStart(4, "0")}: ${row.join(" ").padEnd(24)}${characters.join("")}`);
  }
  return rows;
}

/** `wevtutil qe Application /f:text` */
export const wevtutilText: Form = {
  ...textual,
  name: "event-text/wevtutil",
  loses: "record numbers, insertion strings, binary data, times below a millisecond and their zone",
  numbered: false,
  named: true,
  write: (records) =>
    utf8(records.map((record, i) => `${wevtutilBlock(record, i).join("\r\n")}\r\n\r\n`).join("")),
  kept: (records) =>
    records.map((record) => withHead(record, 3, { channel: record.channel, taskName: taskWord(record) })),
};

function wevtutilBlock(record: EventRecord, index: number): readonly string[] {
  const { fraction } = timeParts(record.time);
  return [
    `Event[${index}]:`,
    `  Log Name: ${record.channel}`,
    `  Source: ${record.provider}`,
    `  Date: ${record.time?.slice(0, 19)}.${fraction.slice(0, 3)}`,
    `  Event ID: ${record.eventId}`,
    `  Task: ${taskWord(record)}`,
    `  Level: ${levelWord(record.level)}`,
    "  Opcode: N/A",
    "  Keyword: Classic",
    "  User: N/A",
    "  User Name: N/A",
    `  Computer: ${record.server}`,
    "  Description: ",
    render(record),
  ];
}

/** `Get-WinEvent | Format-List` with chosen properties; further lines of a text are indented below it. */
export const formatList: Form = {
  ...textual,
  name: "event-text/format-list",
  loses: "insertion strings, binary data, times below a second and their zone",
  numbered: true,
  named: true,
  write: (records) =>
    utf8(`\r\n${records.map((record) => `${listBlock(record).join("\r\n")}\r\n\r\n`).join("")}\r\n`),
  kept: (records) =>
    records.map((record) => withHead(record, 0, { channel: record.channel, recordId: record.recordId })),
};

function listBlock(record: EventRecord): readonly string[] {
  const property = (name: string, value: unknown): string => `${name.padEnd(16)} : ${value}`;
  return [
    property("TimeCreated", usTime(record.time)),
    property("MachineName", record.server),
    property("LogName", record.channel),
    property("RecordId", record.recordId),
    property("ProviderName", record.provider),
    property("Id", record.eventId),
    property("LevelDisplayName", levelWord(record.level)),
    property("Message", render(record).replaceAll("\n", `\r\n${" ".repeat(19)}`)),
  ];
}

/** A forum page: blocks as old blogs print them, between them what people say. Only the backup's own events. */
export const forumPage: Form = {
  ...textual,
  name: "event-text/forum-page",
  loses:
    "the log, record numbers, insertion strings, binary data, times below a second and their zone; all other events",
  numbered: false,
  named: true,
  write: (records) => {
    const blocks = ofBackups(records).map(
      (record, i) => `${forumBlock(record).join("\n")}\n\n${talkAfter(records, i)}`,
    );
    return utf8(`Exchange backup, can somebody tell what happens here?\n\n${blocks.join("\n\n")}\n`);
  },
  // a text may have several paragraphs, so what people say after it cannot be told from it
  kept: (records) =>
    ofBackups(records).map((record, i) => {
      const head = withHead(record, 0, {});
      return { ...head, message: `${head.message}\n\n${talkAfter(records, i)}`.trim() };
    }),
};

const TALK: readonly string[] = [
  "Then it goes on like this.",
  "I have no idea what the next one means, the backup program is happy:",
];

/** Something is said after each third event, and after the last. */
function talkAfter(records: readonly EventRecord[], index: number): string {
  if (index === ofBackups(records).length - 1) return "Thanks in advance!";
  return index % 3 === 2 ? (TALK[Math.floor(index / 3) % TALK.length] ?? "") : "";
}

function ofBackups(records: readonly EventRecord[]): readonly EventRecord[] {
  const providers = ["ESE", "MSExchangeIS", "MSExchangeRepl", "ESE BACKUP", "volsnap"];
  return records.filter(({ provider }) => providers.includes(provider ?? ""));
}

function forumBlock(record: EventRecord): readonly string[] {
  return [
    `Time: ${usTime(record.time)}`,
    `ID: ${record.eventId}`,
    `Level: ${levelWord(record.level)}`,
    `Source: ${record.provider}`,
    `Machine: ${record.server}`,
    `Message: ${render(record)}`,
  ];
}
