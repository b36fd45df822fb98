import type { CoverageView, DatabaseView, JobView, Tone } from "../../view/report-view.ts";
import { sameServer } from "../../view/server.ts";
import { formatDuration, secondsBetween } from "../../view/time.ts";
import { plural } from "../../view/words.ts";
import { eventsOf, type PlacedEvent } from "../places.ts";
import { jobScale, type Scale } from "./scale.ts";

/** One row of a job's chart. Places and widths are in percent of the chart. */
export interface Lane {
  readonly kind: "phases" | "server" | "database" | "copy";
  readonly label: string;
  readonly tone: Tone | null;
  readonly bars: readonly Bar[];
  readonly holes: readonly Hole[];
  readonly ticks: readonly Tick[];
}

export interface Bar {
  readonly x: number;
  readonly width: number;
  /** A phase, which its colour tells. */
  readonly kind: string;
  /** Its end is not known: it fades out. */
  readonly open: boolean;
  readonly word: string;
  /** Empty where another lane says it. */
  readonly title: string;
}

/** Where the log of a server says nothing: records are missing, or it was not read that far. */
export interface Hole {
  readonly x: number;
  readonly width: number;
  readonly title: string;
}

export interface Tick {
  readonly x: number;
  readonly placed: PlacedEvent;
}

export interface JobChart {
  readonly scale: Scale;
  readonly lanes: readonly Lane[];
  /** Databases that are only in the table, since so many lanes are no picture any more. */
  readonly leftOut: number;
}

const MOST_DATABASES = 24;
/** What lasts a moment is still there: so many percent. */
const LEAST_WIDTH = 0.25;

/** The chart of a job, or null where the log gives no times to draw. */
export function jobChart(job: JobView, coverage: readonly CoverageView[]): JobChart | null {
  const { from, to, phases } = job.timeline;
  const events = eventsOf(job);
  const ends = phases.flatMap((phase) => [phase.from, phase.to ?? 0]);
  const last = Math.max(0, ...ends, ...events.map((event) => event.offset ?? 0));
  const length = secondsBetween(from, to) ?? 0;
  if (from === null) return null;
  const scale = jobScale(length > 0 ? length : last, last);
  const servers = job.timeline.servers.map(({ server }) => server);
  const lanes: Lane[] = [];
  if (phases.length > 0) lanes.push(phaseLane(job, scale));
  const shown = job.databases.slice(0, MOST_DATABASES);
  const lanesOf = (database: DatabaseView): readonly Lane[] => databaseLanes(database, job, scale);
  for (const server of servers) {
    lanes.push(serverLane(server, events, from, scale, coverage));
    lanes.push(...shown.filter((one) => sameServer(one.server, server)).flatMap(lanesOf));
  }
  const homeless = shown.filter((one) => !servers.some((server) => sameServer(one.server, server)));
  lanes.push(...homeless.flatMap(lanesOf));
  return { scale, lanes, leftOut: job.databases.length - shown.length };
}

function bar(scale: Scale, kind: string, word: string, from: number, to: number | null): Bar {
  const x = scale.at(from);
  const end = to === null ? (from <= scale.length ? scale.breakAt : 100) : scale.at(to);
  const took = to === null ? "end not seen" : formatDuration(to - from);
  return {
    x: Math.min(x, 100 - LEAST_WIDTH),
    width: Math.max(LEAST_WIDTH, Math.round((end - x) * 1000) / 1000),
    kind,
    open: to === null,
    word,
    title: `${word}: ${took}`,
  };
}

function phaseLane(job: JobView, scale: Scale): Lane {
  return {
    kind: "phases",
    label: "phases",
    tone: null,
    bars: job.timeline.phases.map((phase) => bar(scale, phase.phase, phase.word, phase.from, phase.to)),
    holes: [],
    ticks: [],
  };
}

function serverLane(
  server: string,
  events: readonly PlacedEvent[],
  from: string,
  scale: Scale,
  coverage: readonly CoverageView[],
): Lane {
  const own = events.filter((placed) => sameServer(placed.event.server, server));
  return {
    kind: "server",
    label: `${server} · ${plural(own.length, "event")}`,
    tone: null,
    bars: [],
    holes: holesOf(
      coverage.filter((log) => sameServer(log.server, server)),
      from,
      scale,
    ),
    ticks: own.flatMap((placed) => (placed.offset === null ? [] : [{ x: scale.at(placed.offset), placed }])),
  };
}

function holesOf(logs: readonly CoverageView[], from: string, scale: Scale): readonly Hole[] {
  const at = (iso: string): number => secondsBetween(from, iso) ?? 0;
  const holes: Hole[] = [];
  const put = (start: number, end: number, title: string): void => {
    if (end <= 0 || start >= scale.last) return;
    const x = scale.at(start);
    holes.push({ x, width: Math.max(LEAST_WIDTH, Math.round((scale.at(end) - x) * 1000) / 1000), title });
  };
  for (const log of logs)
    for (const gap of log.gaps)
      put(at(gap.from), at(gap.to), `${plural(gap.missing, "record")} missing in the ${log.channel} log`);
  if (logs.length > 0) {
    const first = Math.min(...logs.map((log) => at(log.first)));
    const last = Math.max(...logs.map((log) => at(log.last)));
    // A second more or less is only how coarsely logs tell time.
    if (first > 1) put(0, first, "the log begins only here");
    if (last < scale.last - 1) put(last, scale.last, "the log ends here");
  }
  return holes;
}

function databaseLanes(database: DatabaseView, job: JobView, scale: Scale): readonly Lane[] {
  const { freeze, truncation } = database;
  const at = (iso: string | null): number | null => secondsBetween(job.timeline.from, iso);
  const ran = job.timeline.phases.filter(({ phase }) => phase === "transfer" || phase === "backup-complete");
  const frozen = at(freeze?.start ?? null);
  const bars = [
    ...(freeze === null || frozen === null
      ? []
      : [bar(scale, `freeze ${freeze.tone}`, "frozen", frozen, at(freeze.end))]),
    // The lane of phases above tells what these are.
    ...ran.map((phase) => ({ ...bar(scale, phase.phase, phase.word, phase.from, phase.to), title: "" })),
  ];
  const words = [
    `${database.name} on ${database.server}`,
    ...(database.role === "unknown" ? [] : [database.roleWord]),
    ...(freeze === null ? [] : [`frozen ${freeze.duration}`]),
    truncation.state === "not-expected" ? "no truncation due" : `logs: ${truncation.word.toLowerCase()}`,
  ];
  const copies = truncation.copies.map((copy) => ({
    ...copy,
    label: `copy on ${copy.server}: ${copy.words}`,
  }));
  const own = truncationBar(database.truncation.state, job, scale);
  return [
    {
      kind: "database",
      label: words.join(" · "),
      tone: database.tone,
      bars: copies.length === 0 ? [...bars, ...own] : bars,
      holes: [],
      ticks: [],
    },
    ...copies.map(
      (copy): Lane => ({
        kind: "copy",
        label: copy.label,
        tone: null,
        bars: truncationBar(copy.state, job, scale),
        holes: [],
        ticks: [],
      }),
    ),
  ];
}

/** From the moment on which logs may go to the proof that they went; without one it fades into the unknown. */
function truncationBar(state: string, job: JobView, scale: Scale): readonly Bar[] {
  if (state === "not-expected" || state === "nothing-to-delete") return [];
  const { phases } = job.timeline;
  const seen = phases.find(({ phase }) => phase === "truncation");
  const done = phases.find(({ phase }) => phase === "backup-complete");
  const from = seen?.from ?? done?.to ?? secondsBetween(job.timeline.from, job.end);
  if (from === null) return [];
  if (state === "deleted") {
    const proof = seen?.to ?? done?.to ?? null;
    return [bar(scale, "truncation", "logs deleted", Math.min(from, proof ?? from), proof ?? from)];
  }
  const word =
    state === "failed" ? "truncation failed" : state === "missing" ? "no proof in time" : "not proven";
  return [
    {
      ...bar(scale, `truncation ${state}`, word, from, null),
      x: scale.at(from),
      width: 100 - scale.at(from),
      title: word,
    },
  ];
}
