import { checkChain } from "./chain.ts";
import type { CheckpointReading } from "./checkpoint.ts";
import { byGeneration, checkRange, type Generations } from "./range.ts";
import type {
  DatabaseVerdict,
  RangeFindings,
  RangeList,
  SetDatabase,
  SetInput,
  SetVerdict,
  SetVerdictWord,
} from "./set-types.ts";
import type { DatabaseHeader } from "./types.ts";
import { detailsOf, type Stream, warningsOf } from "./verdict-words.ts";

export const STATE = { justCreated: 1, dirty: 2, clean: 3, dirtyAndPatched: 7 } as const;

/** What each finding is called in `reasons`; the order is that of their weight. */
const REASONS: Readonly<Record<RangeList, string>> = {
  missing: "required logs missing",
  damaged: "required logs damaged",
  signatureMismatch: "log signature differs from the database",
  outOfSequence: "required logs out of sequence",
  lossy: "committed logs missing or unusable (loss)",
};

/** Judges one log stream with its databases: would a restore from these files work? */
export function judgeSet(set: SetInput): SetVerdict {
  const chain = checkChain(set.base, set.logs);
  const logs = byGeneration(set.logs);
  const stream: Stream = { base: set.base, chain, logs, checkpoint: set.checkpoint };
  return {
    base: set.base,
    chain,
    checkpoint: set.checkpoint === null ? null : checkpointOf(set.checkpoint, logs),
    databases: set.databases.map((database) => judgeDatabase(database, stream)),
  };
}

function checkpointOf({ report }: CheckpointReading, logs: Generations): SetVerdict["checkpoint"] {
  const lgpos = report.checkpoint;
  const generation = lgpos?.[0] ?? null;
  return { ok: lgpos !== null, generation, lgpos, logPresent: generation !== null && logs.has(generation) };
}

function judgeDatabase(database: SetDatabase, stream: Stream): DatabaseVerdict {
  const { name, report } = database;
  if (report === null) return unreadable(name);
  const { header } = report;
  const pages = {
    bad: report.badChecksums,
    correctable: report.correctableChecksums,
    uninitialized: report.uninitializedPages,
    seen: report.pagesSeen,
  };
  const range = hasRange(header) ? checkRange(header, database.identity, stream.logs) : null;
  const { verdict, reasons } = verdictOf(header, pages.bad, range);
  return {
    name,
    pages,
    state: header.stateText,
    ...range,
    reasons,
    details: detailsOf(report, range, stream),
    warnings: warningsOf(report, database.identity, range, stream),
    verdict,
  };
}

function verdictOf(
  header: DatabaseHeader,
  bad: number,
  range: RangeFindings | null,
): { readonly verdict: SetVerdictWord; readonly reasons: readonly string[] } {
  // A temporary database has no sums on its pages: they say nothing.
  if (header.state === STATE.justCreated) return { verdict: "other", reasons: [NOT_A_BACKUP] };
  const found = range === null ? [] : rangeReasons(range);
  if (bad > 0) return { verdict: "damaged", reasons: [BAD_PAGES, ...found] };
  if (header.state === STATE.clean) return { verdict: "clean", reasons: [] };
  if (!isDirty(header)) return { verdict: "other", reasons: [NOT_A_BACKUP] };
  if (range === null) return { verdict: "other", reasons: [NO_RANGE] };
  if (found.length === 0) return { verdict: "recoverable", reasons: [] };
  const { lossy, ...required } = range.counts;
  const broken = Object.values(required).some((count) => count > 0);
  return { verdict: broken ? "not recoverable" : "recoverable with loss", reasons: found };
}

const BAD_PAGES = "pages damaged";
const NOT_A_BACKUP = "state is not that of a backup";
const NO_RANGE = "required logs not named";

function rangeReasons({ counts }: RangeFindings): string[] {
  return (Object.keys(REASONS) as RangeList[]).flatMap((list) => (counts[list] > 0 ? [REASONS[list]] : []));
}

function isDirty({ state }: DatabaseHeader): boolean {
  return state === STATE.dirty || state === STATE.dirtyAndPatched;
}

/** A dirty database names the logs that it needs; anything else in these fields is damage that has a right sum. */
function hasRange(header: DatabaseHeader): boolean {
  const [first, last] = header.logRequired;
  return isDirty(header) && first > 0 && last >= first;
}

function unreadable(name: string): DatabaseVerdict {
  return {
    name,
    pages: { bad: 0, correctable: 0, uninitialized: 0, seen: 0 },
    state: "unknown",
    reasons: ["both headers damaged"],
    details: [`${name}: both copies of its header are damaged; nothing of it was checked (-1206).`],
    warnings: [],
    verdict: "damaged",
  };
}
