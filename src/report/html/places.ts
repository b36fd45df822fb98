import type {
  EventView,
  FindingGroup,
  JobView,
  ReportView,
  TimelineItem,
  Tone,
} from "../view/report-view.ts";

/** An event of a job, with its number in the job: its tick is `t3-7`, its row `e3-7`. */
export interface PlacedEvent {
  readonly id: string;
  readonly offset: number | null;
  readonly tone: Tone;
  readonly event: EventView;
}

/** Where things stand on the page, so that all parts of it can point at one another. */
export interface Places {
  /** The tick of an event that findings rest on, by its number as evidence. */
  readonly tick: (number: number) => string | null;
  /** The finding that rests on an event, by the event's number. */
  readonly evidence: (number: number) => string | null;
  /** A finding, by its id. */
  readonly finding: (id: string) => FoundPlace | null;
  /** So many events that what is in folded jobs is left for later. */
  readonly large: boolean;
}

export interface FoundPlace {
  readonly anchor: string;
  readonly tone: Tone;
  readonly code: string;
  readonly title: string;
}

/** Beyond this many events a browser takes noticeably long to build all jobs at once. */
const LARGE = 600;

/** A finding on more events names the first ones; the others stand in the tables, and all in the JSON report. */
const MOST_EVIDENCE = 40;

/** The numbers of a finding's evidence, as far as it is listed, and how much is not. */
export function evidenceOf(group: FindingGroup): {
  readonly listed: readonly number[];
  readonly left: number;
} {
  const numbers = [...new Set(group.occurrences.flatMap((occurrence) => occurrence.evidence))];
  const listed = numbers.slice(0, MOST_EVIDENCE);
  return { listed, left: numbers.length - listed.length };
}

/** The events of a job, numbered from 1 in the order of its table. */
export function eventsOf(job: JobView): readonly PlacedEvent[] {
  return job.timeline.items
    .filter((item): item is Extract<TimelineItem, { kind: "event" }> => item.kind === "event")
    .map(({ offset, tone, event }, index) => ({ id: `${job.number}-${index + 1}`, offset, tone, event }));
}

export function placesOf(view: ReportView): Places {
  const ticks = new Map<number, string>();
  let events = 0;
  for (const job of view.jobs)
    for (const { id, event, offset } of eventsOf(job)) {
      events += 1;
      if (event.number !== null && offset !== null && !ticks.has(event.number)) ticks.set(event.number, id);
    }
  const evidence = new Map<number, string>();
  const findings = new Map<string, FoundPlace>();
  for (const [index, group] of [...view.findings, ...view.notes].entries()) {
    for (const [at, { id, title }] of group.occurrences.entries())
      findings.set(id, { anchor: `f${index}-${at}`, tone: group.tone, code: group.code, title });
    for (const number of evidenceOf(group).listed)
      if (!evidence.has(number)) evidence.set(number, `v${index}-${number}`);
  }
  const tickOf = (number: number): string | null => {
    const id = ticks.get(number);
    return id === undefined ? null : `t${id}`;
  };
  return {
    tick: tickOf,
    evidence: (number) => evidence.get(number) ?? null,
    finding: (id) => findings.get(id) ?? null,
    large: events > LARGE,
  };
}
