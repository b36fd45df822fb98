import type { EventView, JobView, TimelineItem, Tone } from "../view/report-view.ts";

/** An event of a job, with its number in the job: its row is `e3-7`, its tick, unless it shares one, `t3-7`. */
export interface PlacedEvent {
  readonly id: string;
  readonly offset: number | null;
  readonly tone: Tone;
  readonly event: EventView;
  /** Of the job's runs of like events the one that it is part of. */
  readonly run: number;
}

/** The events of a job, numbered from 1 in the order of its timeline. */
export function eventsOf(job: JobView): readonly PlacedEvent[] {
  const runs = new Map(job.timeline.runs.flatMap(({ events }, run) => events.map((event) => [event, run])));
  return job.timeline.items
    .filter((item): item is Extract<TimelineItem, { kind: "event" }> => item.kind === "event")
    .map(({ offset, tone, event }, index) => ({
      id: `${job.number}-${index + 1}`,
      offset,
      tone,
      event,
      run: runs.get(index) ?? -1,
    }));
}
