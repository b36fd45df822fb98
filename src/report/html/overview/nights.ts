import type { JobView, Tone } from "../../view/report-view.ts";
import { toMillis } from "../../view/time.ts";
import { byTone } from "../../view/words.ts";

/** A backup of one database in one night, or several of them: the worst counts. */
export interface NightCell {
  readonly night: number;
  readonly tone: Tone;
  readonly worst: number;
  readonly jobs: readonly number[];
}

/** What a database's jobs took: one point a job. */
export interface TrendPoint {
  readonly night: number;
  readonly seconds: number;
  readonly tone: Tone;
}

export interface DatabaseNights {
  readonly cells: readonly NightCell[];
  readonly freezes: readonly TrendPoint[];
  readonly lengths: readonly TrendPoint[];
}

export interface Nights {
  /** The date of each column, `2026-03-01`. */
  readonly dates: readonly string[];
  /** True when nights without any job have no column, since the jobs lie years apart. */
  readonly sparse: boolean;
  /** By the database's name in lower case. */
  readonly databases: ReadonlyMap<string, DatabaseNights>;
}

export interface Told {
  readonly middle: number;
  readonly most: number;
}

interface Row {
  readonly cells: Map<number, NightCell>;
  readonly freezes: TrendPoint[];
  readonly lengths: TrendPoint[];
}

const DAY = 86_400_000;
const HALF_DAY = DAY / 2;
const MOST_NIGHTS = 400;

/** Noon to noon (UTC) is one night: the jobs of 22:00 and of 01:00 belong together. */
function nightOf(job: JobView): number | null {
  const start = toMillis(job.start ?? job.timeline.from);
  return start === null ? null : Math.floor((start - HALF_DAY) / DAY);
}

export function nightsOf(jobs: readonly JobView[]): Nights {
  const numbers = jobs.flatMap((job) => nightOf(job) ?? []);
  if (numbers.length === 0) return { dates: [], sparse: false, databases: new Map() };
  const used = [...new Set(numbers)].sort((a, b) => a - b);
  const first = used[0] ?? 0;
  const span = (used.at(-1) ?? first) - first + 1;
  const sparse = span > MOST_NIGHTS;
  const columns = sparse ? used : Array.from({ length: span }, (_, index) => first + index);
  const columnOf = new Map(columns.map((night, index) => [night, index]));
  const databases = new Map<string, Row>();
  for (const job of jobs) {
    const night = columnOf.get(nightOf(job) ?? Number.NaN);
    if (night === undefined) continue;
    for (const database of job.databases) {
      const key = database.name.toLowerCase();
      const row: Row = databases.get(key) ?? { cells: new Map(), freezes: [], lengths: [] };
      databases.set(key, row);
      const before = row.cells.get(night);
      row.cells.set(
        night,
        worse(before, { night, tone: database.tone, worst: job.number, jobs: [job.number] }),
      );
      // Two copies in one job are one job.
      if (before?.jobs.includes(job.number)) continue;
      const freeze = database.freeze ?? job.freeze;
      if (freeze?.seconds != null) row.freezes.push({ night, seconds: freeze.seconds, tone: freeze.tone });
      if (job.seconds !== null) row.lengths.push({ night, seconds: job.seconds, tone: job.tone });
    }
  }
  return {
    dates: columns.map((night) => new Date(night * DAY).toISOString().slice(0, 10)),
    sparse,
    databases: new Map([...databases].map(([key, row]) => [key, { ...row, cells: [...row.cells.values()] }])),
  };
}

function worse(before: NightCell | undefined, cell: NightCell): NightCell {
  if (before === undefined) return cell;
  const jobs = [...new Set([...before.jobs, ...cell.jobs])];
  return { ...(byTone(cell.tone, before.tone) < 0 ? cell : before), jobs };
}

/** The middle of some figures and the longest of them; null without any. */
export function middleAndMost(points: readonly TrendPoint[]): Told | null {
  const sorted = points.map((point) => point.seconds).sort((a, b) => a - b);
  const most = sorted.at(-1);
  if (most === undefined) return null;
  return { middle: sorted[Math.floor((sorted.length - 1) / 2)] ?? most, most };
}
