import { createDraft, type Draft } from "./draft.ts";

/**
 * Events that have no labelled lines: told by their shape.
 */

const KINDS: Readonly<Record<string, string>> = { I: "4", W: "3", E: "2", C: "1" };
/** EventLogMonitor: `8193E: text [19/12/2021 20:54:45.365]`. */
const ONE_LINE = /^(\d{1,5})([IWEC]): (.*)$/;
const TIME_AT_END = /^\[([\d/.: -]{8,40})\]$/;

/** An event in one line: id and level, text, time. */
export function oneLineEvent(line: string, number: number): Draft | null {
  if (!/^[\s*`]*\d{1,5}[IWEC]:/.test(line)) return null;
  const found = ONE_LINE.exec(line.replaceAll("**", "").replaceAll("`", "").trim());
  const [, id = "", kind = "", text = ""] = found ?? [];
  if (text.trim() === "") return null;
  const draft = createDraft(number, "line");
  draft.fields.set("id", id).set("level", KINDS[kind] ?? "");
  const bracket = text.lastIndexOf("[");
  const time = bracket < 0 ? null : TIME_AT_END.exec(text.slice(bracket));
  if (time !== null) draft.fields.set("time", time[1] ?? "");
  draft.message.push(time === null ? text : text.slice(0, bracket).trim());
  return draft;
}

/** "... starts with event 960 From ESE Backup:", the text in the next paragraph. */
const ANNOUNCED =
  /\b(?:event|ereignis|événement|evento|gebeurtenis)(?: id)?[ :#]{1,2}(\d{1,5}) (?:from|von|de|van|da) (?:source )?([\p{L}\p{N} ._-]{2,40}):$/iu;

/** An event that prose announces with its id and source, right before the quoted text. */
export function announcedEvent(line: string, number: number): Draft | null {
  const text = line.trim();
  if (!text.endsWith(":") || text.length > 300) return null;
  const found = ANNOUNCED.exec(text);
  if (found === null) return null;
  const draft = createDraft(number, "prose");
  draft.fields.set("id", found[1] ?? "").set("provider", (found[2] ?? "").trim());
  return draft;
}

const RESULT = /\bhr = 0x[0-9a-f]{8}\b/i;
const CONTEXT = /:\s*\{[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}\s*$/gim;
const SERVICE = /^Volume Shadow Copy Service/;

/** Lines of the first paragraph; Windows writes it in two, mail programs break it. */
const FIRST_PARAGRAPH = 20;

/** Whether a message of the volume shadow copy service may begin here, in any language. */
export function mayBeginBareEvent(line: string): boolean {
  return line.length < 4000 && RESULT.test(line);
}

/** Whether a line goes on with such a message: its first paragraph, then indented lists below a label. */
export function continuesBareEvent(draft: Draft, line: string): boolean {
  if (line.trim() === "" || /^\s/.test(line)) return true;
  const inFirstParagraph = draft.message.length < FIRST_PARAGRAPH && !draft.message.includes("");
  return inFirstParagraph || (/^\p{L}[\p{L} ]{2,30}[:：]$/u.test(line) && draft.message.at(-1) === "");
}

/**
 * VSS when the text can be of no other provider: a result code, and its service's name or a context with two GUIDs
 * or the writers' callback interface.
 */
export function providerOfText(message: string): "VSS" | null {
  if (!RESULT.test(message)) return null;
  const contexts = message.match(CONTEXT)?.length ?? 0;
  return SERVICE.test(message) || contexts >= 2 || message.includes("IVssWriterCallback") ? "VSS" : null;
}

/** The id of a VSS message without one: only 8194 names the writers' callback interface. */
export function idOfText(message: string): number | null {
  return /"?\bIVssWriterCallback\b"?/.test(message) && RESULT.test(message) ? 8194 : null;
}
