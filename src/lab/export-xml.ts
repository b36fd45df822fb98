import type { EventRecord } from "../../parsers/record.ts";

/** Words that Windows writes around an event, in the language of the server (Event Viewer, "Save as XML"). */
const LANGUAGES = {
  "de-DE": { levels: ["Kritisch", "Fehler", "Warnung", "Informationen"], simulated: "Simulierter Text" },
  "ja-JP": { levels: ["重大", "エラー", "警告", "情報"], simulated: "シミュレーションの文" },
} as const;

export type Language = keyof typeof LANGUAGES;

const NAMESPACE = "http://schemas.microsoft.com/win/2004/08/events/event";

/**
 * Events as Event Viewer exports them on a server in another language: newest first, each with what it shows. The
 * texts of Windows and Exchange in these languages are not known here; in their place stands a sentence that says
 * that it is simulated, with the insertion strings.
 */
export function exportXml(records: readonly EventRecord[], language: Language): string {
  const body = [...records].reverse().map((record) => event(record, language));
  return `\uFEFF<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n<Events>${body.join("")}</Events>`;
}

function event(record: EventRecord, language: Language): string {
  const system = [
    `<Provider Name='${escaped(record.provider ?? "")}'/>`,
    `<EventID Qualifiers='${record.qualifiers}'>${record.eventId}</EventID>`,
    `<Level>${record.level}</Level>`,
    `<Task>${record.task}</Task>`,
    `<Keywords>${record.keywords}</Keywords>`,
    `<TimeCreated SystemTime='${record.time}'/>`,
    `<EventRecordID>${record.recordId}</EventRecordID>`,
    `<Channel>${escaped(record.channel ?? "")}</Channel>`,
    `<Computer>${escaped(record.server ?? "")}</Computer>`,
    "<Security/>",
  ].join("");
  const data = record.strings.map((text) => `<Data>${escaped(text)}</Data>`).join("");
  const binary = record.binary === null ? "" : `<Binary>${record.binary}</Binary>`;
  const { levels, simulated } = LANGUAGES[language];
  const text = `${simulated} (${record.provider} ${record.eventId}): ${record.strings.join(", ")}`;
  const shown = `<Message>${escaped(text)}</Message><Level>${levels[(record.level ?? 4) - 1] ?? ""}</Level>`;
  return `<Event xmlns='${NAMESPACE}'><System>${system}</System><EventData>${data}${binary}</EventData><RenderingInfo Culture='${language}'>${shown}</RenderingInfo></Event>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.codePointAt(0)};`);
}
