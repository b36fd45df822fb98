import type { CatalogueRow } from "../../model/catalogue.ts";
import type { EventRef } from "../../model/event.ts";
import type { RawEvent } from "../../model/raw-event.ts";
import { fillTemplate } from "./template.ts";

const LEVELS = ["information", "critical", "error", "warning", "information", "verbose"];
const TEXT_WIDTH = 2000;
const MOST_STRINGS = 20;
const STRING_WIDTH = 256;
/** What most texts do not have; looking for it is cheaper than cleaning. */
const NOT_PLAIN = /[^ -~]| {2}|^ | $/;

/** The event as a reader finds it in his own log. */
export function evidence(
  record: RawEvent,
  row: CatalogueRow,
  provider: string,
  strings: readonly string[],
  time: string,
): EventRef {
  const eventId = record.eventId ?? 0;
  const neutral = `${provider} ${eventId}${strings.some((text) => text !== "") ? `: ${strings.join(", ")}` : ""}`;
  const filled = strings.length > 0 || row.strings.length === 0 ? fillTemplate(row, strings) : null;
  return {
    server: record.server ?? "",
    channel: record.channel ?? "",
    recordId: record.recordId,
    provider,
    eventId,
    time,
    level: LEVELS[record.level ?? -1] ?? "unknown",
    text: oneLine(record.message?.trim() ? record.message : (filled ?? neutral)),
    ...(strings.some((text) => text !== "") ? { strings: bounded(strings) } : {}),
    origin: record.origin,
  };
}

/** One line of text: no control or format characters (a log may hold what was sent to a server), not too long. */
function oneLine(text: string): string {
  if (text.length <= TEXT_WIDTH && !NOT_PLAIN.test(text)) return text;
  const line = text
    .slice(0, 2 * TEXT_WIDTH)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/[\p{Cf}\p{Cs}]/gu, "")
    .trim();
  return cut(line, TEXT_WIDTH);
}

function bounded(strings: readonly string[]): readonly string[] {
  const whole = strings.length <= MOST_STRINGS;
  const kept = (whole ? strings : strings.slice(0, MOST_STRINGS - 1)).map((text) => cut(text, STRING_WIDTH));
  return whole ? kept : [...kept, `… (${strings.length - kept.length} more)`];
}

function cut(text: string, width: number): string {
  if (text.length <= width) return text;
  // A pair must not be cut in two.
  return `${text.slice(0, width - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
