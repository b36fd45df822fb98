import type { BackupEvent } from "../model/event.ts";
import { EXCHANGE_WRITER } from "../model/names.ts";

/** A product's name, which is not translated. */
const EXCHANGE_NAME = /microsoft exchange (replica |store )?writer/i;

/** A writer's context has its class id, its name and its instance id on three lines, whatever the language. */
const WRITER_LINES = /\{[0-9a-f-]{36}\}[^\n{}]*\n[^\n{}]*:[^\n{}]*\n[^\n{}]*\{[0-9a-f-]{36}\}/i;
/** The writers of other engines stand in one line: `ESENT ERROR {class id} NTDS: -2402`. */
const ESENT_LINE = /\bESENT\b[^\n{}]*\{[0-9a-f-]{36}\}/i;

const MOST_CONTEXT = 500;

/** All that VSS says in an event, whether it came as strings or as text. */
export function vssText({ keys, ref }: BackupEvent): string {
  return [keys.routine, keys.text, keys.vssContext, ref.text].filter((part) => part !== undefined).join("\n");
}

export function namesExchangeWriter(event: BackupEvent): boolean {
  const text = vssText(event);
  return text.toLowerCase().includes(EXCHANGE_WRITER) || EXCHANGE_NAME.test(text);
}

/** Whether an event of VSS is about a writer that is not Exchange's. */
export function namesOtherWriter(event: BackupEvent): boolean {
  const other = WRITER_LINES.test(event.keys.vssContext ?? "") || ESENT_LINE.test(vssText(event));
  return other && !namesExchangeWriter(event);
}

/** The block of operation and context that VSS adds, in one line; empty without one. */
export function vssContext({ keys }: BackupEvent): string {
  const lines = (keys.vssContext ?? "").split("\n").map((line) => line.trim().replace(/\s+/g, " "));
  const joined = lines
    .filter((line) => line !== "")
    .reduce((text, line) => (text === "" ? line : `${text}${text.endsWith(":") ? " " : "; "}${line}`), "");
  return joined.length > MOST_CONTEXT ? `${joined.slice(0, MOST_CONTEXT)}...` : joined;
}
