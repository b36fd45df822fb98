import type { FindingGroup, JobView, ReportView, Tone } from "../view/report-view.ts";
import { type JobChart, jobChart } from "./chart/lanes.ts";
import { eventsOf } from "./placed.ts";

/** Where things stand on the page, so that all parts of it can point at one another. */
export interface Places {
  /** The chart of a job; null where there is none. */
  readonly chart: (job: JobView) => JobChart | null;
  /** The tick of an event, which others of its run may share; events go by their ids. */
  readonly tick: (id: string) => string | null;
  /** The same of an event that findings rest on, by its number as evidence. */
  readonly evidenceTick: (number: number) => string | null;
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

export function placesOf(view: ReportView): Places {
  const charts = new Map(view.jobs.map((job) => [job.number, jobChart(job, view.coverage)]));
  const ticks = new Map<string, string>();
  for (const chart of charts.values())
    for (const { events } of chart?.lanes.flatMap((lane) => lane.ticks) ?? [])
      for (const { id } of events) ticks.set(id, `t${events[0].id}`);
  const ids = new Map<number, string>();
  let count = 0;
  for (const job of view.jobs)
    for (const { id, event } of eventsOf(job)) {
      count += 1;
      if (event.number !== null && ticks.has(id) && !ids.has(event.number)) ids.set(event.number, id);
    }
  const evidence = new Map<number, string>();
  const findings = new Map<string, FoundPlace>();
  for (const [index, group] of [...view.findings, ...view.notes].entries()) {
    for (const [at, { id, title }] of group.occurrences.entries())
      findings.set(id, { anchor: `f${index}-${at}`, tone: group.tone, code: group.code, title });
    for (const number of evidenceOf(group).listed)
      if (!evidence.has(number)) evidence.set(number, `v${index}-${number}`);
  }
  const tick = (id: string): string | null => ticks.get(id) ?? null;
  return {
    chart: (job) => charts.get(job.number) ?? null,
    tick,
    evidenceTick: (number) => tick(ids.get(number) ?? ""),
    evidence: (number) => evidence.get(number) ?? null,
    finding: (id) => findings.get(id) ?? null,
    large: count > LARGE,
  };
}
