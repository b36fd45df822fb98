import { type DiagnosticCode, diagnostic } from "../diagnostics.ts";
import type { Diagnostic, EventRecord } from "../record.ts";
import { recordOfEvent } from "./to-record.ts";
import { readXmlTree, type XmlElement } from "./tree.ts";

export interface ParsedEvent {
  /** Null when the block holds no event, or was cut before its System part was complete. */
  readonly record: EventRecord | null;
  /** What is wrong with the block; empty for a good one. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads one `<Event>...</Event>` as it is exported or pasted: with prefixes, damage, control characters, or cut
 * at its end. Of a cut block the complete elements are kept when its System part is complete. Never throws.
 */
export function parseEventXml(block: string, origin: string): ParsedEvent {
  const { root, faults } = readXmlTree(block);
  const event = root.children.find((child) => child.name === "Event") ?? root;
  const record = recordOfEvent(event, origin);
  const say = (code: DiagnosticCode, message: string) => [diagnostic(code, origin, message)];
  if (event === root || !event.closed) {
    if (record !== null && isComplete(event)) {
      return {
        record,
        diagnostics: say(
          "event-xml-cut",
          `Record ${nameOf(record)} is cut; its complete elements were kept.`,
        ),
      };
    }
    return {
      record: null,
      diagnostics: say("event-xml-lost", "An event is cut before its System part ends; it was dropped."),
    };
  }
  if (record === null) {
    return {
      record,
      diagnostics: say("event-xml-lost", "An Event element without provider and id; it was dropped."),
    };
  }
  if (faults === 0) return { record, diagnostics: [] };
  const places = faults === 1 ? "1 place" : `${faults} places`;
  return {
    record,
    diagnostics: say(
      "event-xml-damaged",
      `Record ${nameOf(record)} is not well-formed in ${places}; its values may be incomplete.`,
    ),
  };
}

function isComplete(event: XmlElement): boolean {
  return event.children.some((child) => child.name === "System" && child.closed);
}

function nameOf(record: EventRecord): string {
  return `${record.recordId ?? "without number"} (${record.provider ?? "unknown provider"} ${record.eventId ?? ""})`;
}
