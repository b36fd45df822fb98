import type { EventRef } from "../../model/event.ts";
import type { Finding } from "../../model/finding.ts";
import type { EventView, Tone } from "./report-view.ts";
import { shortServer } from "./server.ts";
import { formatTime } from "./time.ts";
import { SEVERITIES, worstTone } from "./words.ts";

/** The events that findings rest on, numbered from 1 in the order in which the findings name them. */
export interface Evidence {
  readonly events: readonly EventView[];
  /** The numbers of a finding's evidence, each once. */
  readonly numbersOf: (finding: Finding) => readonly number[];
  /** An event as the reader sees it, with its number where it is evidence. */
  readonly view: (event: EventRef) => EventView;
  /** How bad an event is: by the findings that rest on it, else by its own level. */
  readonly toneOf: (event: EventRef) => Tone;
}

/** Numbers the evidence of findings that stand in the order in which they will be shown. */
export function numberEvidence(findings: readonly Finding[]): Evidence {
  const numbers = new Map<string, number>();
  const tones = new Map<string, Tone>();
  const events: EventView[] = [];
  for (const finding of findings) {
    for (const event of finding.evidence) {
      const key = eventKey(event);
      tones.set(key, worstTone([tones.get(key) ?? "good", SEVERITIES[finding.severity]]));
      if (numbers.has(key)) continue;
      numbers.set(key, events.length + 1);
      events.push(toView(event, events.length + 1));
    }
  }
  return {
    events,
    numbersOf: (finding) => [
      ...new Set(finding.evidence.map((event) => numbers.get(eventKey(event)) ?? 0).filter((n) => n > 0)),
    ],
    view: (event) => toView(event, numbers.get(eventKey(event)) ?? null),
    toneOf: (event) => tones.get(eventKey(event)) ?? levelTone(event.level),
  };
}

/** `[1] 2026-03-01 22:00:24 record 5012 of MBX1, ESE 2004: ...`: what is looked up first, what may be long last. */
export function describeEvent(event: EventView): string {
  const place = event.recordId === null ? `at ${event.origin} on` : `record ${event.recordId} of`;
  return `[${event.number}] ${formatTime(event.time)} ${place} ${event.server}, ${event.provider} ${event.eventId}: ${event.text}`;
}

/**
 * What makes two references the same event. The origin is left out where there is a record id, since
 * overlapping exports hold one record at two places; the time stays in, since a cleared log counts anew.
 */
function eventKey(event: EventRef): string {
  const place = event.recordId === null ? `${event.text}\n${event.origin}` : String(event.recordId);
  return [event.server, event.channel, event.provider, event.eventId, event.time, place]
    .join("\n")
    .toLowerCase();
}

function toView(event: EventRef, number: number | null): EventView {
  // Where no message was to be had the text begins with what every renderer prints before it.
  const named = `${event.provider} ${event.eventId}: `;
  return {
    ...event,
    number,
    server: shortServer(event.server),
    recordId: event.recordId === null ? null : String(event.recordId),
    text: event.text.startsWith(named) ? event.text.slice(named.length) : event.text,
  };
}

function levelTone(level: string): Tone {
  if (level === "error" || level === "critical") return "failure";
  return level === "warning" ? "warning" : "good";
}
