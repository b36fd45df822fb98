import type { EventHead } from "../event-sink.ts";
import { eventIdOf, recordIdOf, wholeNumber } from "../numbers.ts";
import { utcTime } from "../utc-time.ts";
import { decodeReferences } from "./tokens.ts";

const PROVIDER = /<(?:[\w.-]+:)?Provider\s[^<>]*?\bName\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/;
const TIME = /<(?:[\w.-]+:)?TimeCreated\s[^<>]*?\bSystemTime\s*=\s*["']([^"'<]*)["']/;
const SYSTEM_END = /<\/(?:[\w.-]+:)?System\s*>/;

/** Provider and id, and what identifies the record, without reading the event; null where they are not plain. */
export function headOfEvent(block: string): EventHead | null {
  const end = block.search(SYSTEM_END);
  if (end < 0) return null;
  const system = block.slice(0, end);
  const found = PROVIDER.exec(system);
  const eventId = eventIdOf(wholeNumber(textOf(system, "EventID") ?? ""));
  if (found === null || eventId === null) return null;
  return {
    provider: decodeReferences(found[1] ?? found[2] ?? ""),
    eventId,
    recordId: recordIdOf(textOf(system, "EventRecordID") ?? ""),
    time: utcTime(TIME.exec(system)?.[1] ?? ""),
    server: textOf(system, "Computer"),
    channel: textOf(system, "Channel"),
  };
}

function textOf(system: string, name: string): string | null {
  const found = new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^<>]*)?>([^<]*)</`).exec(system);
  const text = decodeReferences(found?.[1] ?? "").trim();
  return text === "" ? null : text;
}
