import { sameServer } from "../../../model/names.ts";
import type { CoverageView, DatabaseView, JobView, StepView, Tone } from "../../view/report-view.ts";
import { formatDuration, secondsBetween } from "../../view/time.ts";
import { plural, worstTone } from "../../view/words.ts";
import { eventsOf, type PlacedEvent } from "../placed.ts";
import { type Bar, bar, LEAST_WIDTH } from "./bar.ts";
import { jobScale, type Scale } from "./scale.ts";
import { sharedTicks, type Tick } from "./ticks.ts";
import { fateMarks, fatesOf, isOnlyCopy, type LogFate } from "./truncation.ts";

/** One row of a job's chart. Places and widths are in percent of the chart. */
export interface Lane {
  readonly kind: "phases" | "steps" | "server" | "database" | "copy";
  readonly label: string;
  readonly tone: Tone | null;
  readonly bars: readonly Bar[];
  readonly holes: readonly Hole[];
  readonly ticks: readonly Tick[];
  /** Until when a deletion of logs counts, where none was seen; the bar says it in words. */
  readonly due: number | null;
}

/** Where the log of a server says nothing: records are missing, or it was not read that far. */
export interface Hole {
  readonly x: number;
  readonly width: number;
  readonly title: string;
}

export interface JobChart {
  readonly scale: Scale;
  readonly lanes: readonly Lane[];
  /** What the lane of each database has in common with the others: the transfer and the completion of the job. */
  readonly ran: readonly Bar[];
  /** Databases that are only in the table, since so many lanes are no picture any more. */
  readonly leftOut: number;
}

const MOST_DATABASES = 24;

/** Ticks are two pixels wide: on a chart of 800 pixels no more lie between two that share one, in percent. */
const SHARED = 0.25;

/** The chart of a job, or null where the log gives no times to draw. */
export function jobChart(job: JobView, coverage: readonly CoverageView[]): JobChart | null {
  const { from, to, phases } = job.timeline;
  const events = eventsOf(job);
  const steps = drawnSteps(job);
  const ends = [...phases, ...steps].flatMap((one) => [one.from, one.to ?? 0]);
  const shown = job.databases.slice(0, MOST_DATABASES);
  const fates = new Map(shown.map((database) => [database, fatesOf(database, job, coverage)]));
  const fateEnds = [...fates.values()].flatMap((list) => list.map(({ proof, until }) => until ?? proof ?? 0));
  const last = Math.max(0, ...ends, ...fateEnds, ...events.map((event) => event.offset ?? 0));
  const length = secondsBetween(from, to) ?? 0;
  if (from === null) return null;
  const scale = jobScale(length > 0 ? length : last, last);
  const servers = job.timeline.servers.map(({ server }) => server);
  const lanes: Lane[] = [];
  if (phases.length > 0) lanes.push(phaseLane(job, scale));
  if (steps.length > 0) lanes.push(stepLane(steps, scale));
  const lanesOf = (database: DatabaseView): readonly Lane[] =>
    databaseLanes(database, fates.get(database) ?? [], job, scale, servers);
  for (const server of servers) {
    lanes.push(serverLane(server, events, from, scale, coverage));
    lanes.push(...shown.filter((one) => sameServer(one.server, server)).flatMap(lanesOf));
  }
  const homeless = shown.filter((one) => !servers.some((server) => sameServer(one.server, server)));
  lanes.push(...homeless.flatMap(lanesOf));
  // The lane of phases tells what these are.
  const ran = phases
    .filter(({ phase }) => phase === "transfer" || phase === "backup-complete")
    .map((phase) => ({ ...bar(scale, phase.phase, phase.word, phase.from, phase.to), title: "" }));
  return { scale, lanes, ran, leftOut: job.databases.length - shown.length };
}

function phaseLane(job: JobView, scale: Scale): Lane {
  return {
    kind: "phases",
    label: "phases",
    tone: null,
    bars: job.timeline.phases.map((phase) => bar(scale, phase.phase, phase.word, phase.from, phase.to)),
    holes: [],
    ticks: [],
    due: null,
  };
}

/** A silence, in seconds, that would leave no room for the job itself: what comes behind it stands in the table only. */
const LATER = 3600;

/** The steps that fit on one scale with the job: not what was over before it, nor a check long after it. */
function drawnSteps({ timeline: { from, to, phases, steps } }: JobView): readonly StepView[] {
  let reach = Math.max(secondsBetween(from, to) ?? 0, ...phases.map((phase) => phase.to ?? phase.from));
  const drawn: StepView[] = [];
  for (const step of steps.toSorted((a, b) => a.from - b.from)) {
    if (step.to !== null && step.to < 0) continue;
    if (step.from > reach + LATER) break;
    reach = Math.max(reach, step.to ?? step.from);
    drawn.push({ ...step, from: Math.max(0, step.from) });
  }
  return drawn;
}

/** What was done around the backup. Its label tells it in words, since few of its bars are wide enough for a name. */
function stepLane(steps: readonly StepView[], scale: Scale): Lane {
  const told = steps.map(({ name, word, from, to }) =>
    to === null ? `${name}: ${word}` : `${name}: ${word}, ${formatDuration(to - from)}`,
  );
  return {
    kind: "steps",
    label: ["steps", ...told].join(" · "),
    tone: worstTone(steps.map(({ tone }) => tone)),
    bars: steps.map(({ name, tone, word, from, to }) => {
      const one = bar(scale, `step ${tone}`, name, from, to);
      return { ...one, title: `${one.title}, ${word}` };
    }),
    holes: [],
    ticks: [],
    due: null,
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
    ticks: sharedTicks(
      own.flatMap((placed) => (placed.offset === null ? [] : [{ x: scale.at(placed.offset), placed }])),
      SHARED,
    ),
    due: null,
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

function databaseLanes(
  database: DatabaseView,
  fates: readonly LogFate[],
  job: JobView,
  scale: Scale,
  servers: readonly string[],
): readonly Lane[] {
  const { freeze, truncation } = database;
  const at = (iso: string | null): number | null => secondsBetween(job.timeline.from, iso);
  const frozen = at(freeze?.start ?? null);
  // The label tells how long it was.
  const frozenBar =
    freeze === null || frozen === null
      ? []
      : [{ ...bar(scale, `freeze ${freeze.tone}`, "frozen", frozen, at(freeze.end)), title: "" }];
  // Where there is one server, its lane above names it.
  const alone = servers.length === 1 && sameServer(servers[0] ?? "", database.server);
  const words = [
    alone ? database.name : `${database.name} on ${database.server}`,
    ...(database.role === "unknown" ? [] : [database.roleWord]),
    ...(freeze === null ? [] : [`frozen ${freeze.duration}`]),
    truncation.state === "not-expected" ? "no truncation due" : `logs: ${truncation.word.toLowerCase()}`,
  ];
  const logs = fates.map((fate) => ({ fate, ...fateMarks(fate, scale) }));
  // Without copies but its own the database's lane tells what became of its logs.
  const single = isOnlyCopy(database);
  const own = logs.filter(({ fate }) => single || fate.copy === null);
  return [
    {
      kind: "database",
      label: words.join(" · "),
      tone: database.tone,
      bars: [...frozenBar, ...own.flatMap((one) => one.bars)],
      holes: [],
      ticks: [],
      due: own[0]?.due ?? null,
    },
    ...logs.flatMap(({ fate: { copy }, bars: copyBars, due }): readonly Lane[] => {
      if (single || copy === null) return [];
      const label = `copy on ${copy.server}: ${copy.words}`;
      return [{ kind: "copy", label, tone: null, bars: copyBars, holes: [], ticks: [], due }];
    }),
  ];
}
