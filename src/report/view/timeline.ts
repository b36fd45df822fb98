import type { Job, JobStep } from "../../model/job.ts";
import { sameServer } from "../../model/names.ts";
import type { Coverage } from "../../model/report.ts";
import type { Evidence } from "./evidence.ts";
import type { MarkView, PhaseView, StepView, TimelineItem, TimelineView, Tone } from "./report-view.ts";
import { runsOf } from "./runs.ts";
import { shortServer } from "./server.ts";
import { secondsBetween, toMillis } from "./time.ts";
import { PHASES, STEPS } from "./words.ts";

/** A silence worth a line: longer than the usual distance between two events of one phase. */
const PAUSE_SECONDS = 600;

/** What happened in a job, in order: phases, events, silences, and holes in the log. */
export function viewTimeline(
  job: Job,
  coverage: readonly Coverage[],
  evidence: Evidence,
  tone: Tone,
): TimelineView {
  const times = [
    job.start,
    job.end,
    ...job.events.map((event) => event.time),
    ...job.phases.map((p) => p.start),
  ];
  const known = times.filter((time) => time !== null && toMillis(time) !== null) as string[];
  const from = job.start ?? earliest(known);
  // A job that still runs has run at least for as long as its servers' logs reach.
  const reach = job.outcome === "running" ? ofJob(job, coverage).map((log) => log.last) : [];
  const to = job.end ?? latest([...known, ...reach]);
  const at = (time: string | null): number | null => secondsBetween(from, time);
  const told = items(job, coverage, evidence, at);
  return {
    from,
    to,
    phases: job.phases.flatMap((p) => viewPhase(p, at, tone)),
    steps: (job.steps ?? []).flatMap((step) => viewStep(step, at)),
    servers: lanes(job, at, evidence),
    items: told,
    runs: runsOf(told),
  };
}

type At = (time: string | null) => number | null;

function viewPhase(phase: Job["phases"][number], at: At, jobTone: Tone): readonly PhaseView[] {
  const from = at(phase.start);
  if (from === null) return [];
  // A phase that did not end shows why the job is not good; where the job is good it just has no end event.
  const tone = phase.end === null ? jobTone : "good";
  return [
    { phase: phase.phase, word: PHASES[phase.phase], start: phase.start, from, to: at(phase.end), tone },
  ];
}

function viewStep(step: JobStep, at: At): readonly StepView[] {
  const { name, start, end, outcome, detail = "", transcript = null, excerpt = [] } = step;
  const from = at(start);
  if (from === null) return [];
  return [{ name, start, from, to: at(end), ...STEPS[outcome], detail, transcript, excerpt }];
}

function lanes(job: Job, at: At, evidence: Evidence): TimelineView["servers"] {
  const marks = new Map<string, MarkView[]>(job.servers.map((server) => [shortServer(server), []]));
  for (const event of job.events) {
    const offset = at(event.time);
    if (offset === null) continue;
    const name =
      [...marks.keys()].find((server) => sameServer(server, event.server)) ?? shortServer(event.server);
    const lane = marks.get(name) ?? [];
    marks.set(name, lane);
    lane.push({ at: offset, tone: evidence.toneOf(event), evidence: evidence.view(event).number });
  }
  return [...marks]
    .map(([server, list]) => ({ server, marks: list }))
    .filter((lane) => lane.marks.length > 0);
}

function items(job: Job, coverage: readonly Coverage[], evidence: Evidence, at: At): readonly TimelineItem[] {
  const phases = job.phases.map(
    (p): TimelineItem => ({
      kind: "phase",
      offset: at(p.start),
      time: p.start,
      phase: p.phase,
      word: PHASES[p.phase],
    }),
  );
  const events = job.events.map(
    (event): TimelineItem => ({
      kind: "event",
      offset: at(event.time),
      tone: evidence.toneOf(event),
      event: evidence.view(event),
    }),
  );
  return withPauses(merge([...phases, ...gapsWithin(job, coverage, at)], events));
}

/** Puts phases and gaps between events that keep their own order; at one instant the phase comes first. */
function merge(marks: readonly TimelineItem[], events: readonly TimelineItem[]): readonly TimelineItem[] {
  const waiting = marks.toSorted((a, b) => (a.offset ?? 0) - (b.offset ?? 0));
  const merged: TimelineItem[] = [];
  for (const event of events) {
    while (waiting[0] && event.offset !== null && (waiting[0].offset ?? 0) <= event.offset)
      merged.push(...waiting.splice(0, 1));
    merged.push(event);
  }
  return [...merged, ...waiting];
}

function withPauses(items: readonly TimelineItem[]): readonly TimelineItem[] {
  let last: { readonly offset: number; readonly time: string } | null = null;
  return items.flatMap((item): readonly TimelineItem[] => {
    const time = item.kind === "event" ? item.event.time : item.time;
    const before = last;
    if (item.offset !== null) last = { offset: item.offset, time };
    if (before === null || item.offset === null || item.kind === "gap") return [item];
    const seconds = item.offset - before.offset;
    return seconds < PAUSE_SECONDS
      ? [item]
      : [{ kind: "pause", offset: before.offset, time: before.time, seconds }, item];
  });
}

/** Holes in the logs of the job's servers while it ran: what is not in the timeline may lie there. */
function gapsWithin(job: Job, coverage: readonly Coverage[], at: At): readonly TimelineItem[] {
  const end = at(job.end) ?? Number.POSITIVE_INFINITY;
  return ofJob(job, coverage)
    .flatMap((log) => log.gaps.map((gap) => ({ log, gap, from: at(gap.from), to: at(gap.to) })))
    .filter(({ from, to }) => from !== null && to !== null && from <= end && to >= 0)
    .map(({ log, gap, from }) => ({
      kind: "gap",
      offset: from,
      time: gap.from,
      server: shortServer(log.server),
      channel: log.channel,
      missing: gap.missing,
    }));
}

function ofJob(job: Job, coverage: readonly Coverage[]): readonly Coverage[] {
  return coverage.filter((log) => job.servers.some((server) => sameServer(server, log.server)));
}

function earliest(times: readonly string[]): string | null {
  return times.toSorted((a, b) => (toMillis(a) ?? 0) - (toMillis(b) ?? 0))[0] ?? null;
}

function latest(times: readonly string[]): string | null {
  return times.toSorted((a, b) => (toMillis(b) ?? 0) - (toMillis(a) ?? 0))[0] ?? null;
}
