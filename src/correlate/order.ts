import type { BackupEvent, Placed } from "../model/event.ts";
import type { Signal } from "../model/signal.ts";

/**
 * The order of a job's life. Sources with whole seconds put several steps of one job into one second, and
 * without record numbers nothing but the life cycle tells which came first.
 */
const LIFE_CYCLE: readonly (readonly Signal[])[] = [
  ["engine-started", "instance-started", "database-attached", "recovery-finished"],
  ["writer-started"],
  ["requester-started"],
  ["writer-metadata", "writer-metadata-failed"],
  ["writer-orphan"],
  ["writer-database-prepared", "writer-database-prepare-failed", "writer-copy-unhealthy"],
  ["writer-prepared", "writer-prepare-failed"],
  ["session-started", "incremental-refused"],
  ["engine-prepared"],
  ["surrogate-running", "surrogate-registered", "surrogate-started"],
  ["writer-snapshot-prepared", "writer-snapshot-prepare-failed", "writer-volume-missing"],
  ["session-frozen", "session-freeze-failed"],
  ["writer-frozen", "writer-freeze-failed"],
  ["session-thawed", "session-timed-out"],
  ["writer-thawed", "writer-thaw-failed"],
  ["writer-post-snapshot", "writer-post-snapshot-failed"],
  ["writer-aborted", "writer-abort-failed"],
  ["writer-database-failed", "writer-not-backed-up"],
  ["writer-database-truncating", "writer-database-not-truncating"],
  ["logs-deleting", "logs-not-deleted", "logs-missing"],
  ["session-ended", "session-aborted"],
  ["writer-completed", "writer-complete-failed"],
  ["surrogate-ended", "surrogate-failed"],
  ["writer-shutdown", "writer-shutdown-failed"],
  ["requester-succeeded", "requester-failed", "requester-ended"],
  ["database-detached", "instance-stopped", "writer-stopped"],
];

/** Signals without a place of their own stand where jobs usually are busy: behind the snapshot. */
const MIDDLE = LIFE_CYCLE.findIndex((step) => step.includes("writer-post-snapshot"));

const RANKS: ReadonlyMap<Signal, number> = new Map(
  LIFE_CYCLE.flatMap((signals, rank) => signals.map((signal) => [signal, rank] as const)),
);

/** Where a signal stands in the life of a job, for events that nothing else orders. */
export function lifeCycleRank(signal: Signal): number {
  return RANKS.get(signal) ?? MIDDLE;
}

/** The time that places an event: its own, or that of the event it stands behind; null where neither has one. */
export function placedTime(placed: Placed): number | null {
  return placed.event.time ?? placed.anchor?.time ?? null;
}

/**
 * The one order of all events, whatever the order of inputs and of records in them: time; server; record
 * number where there is one, else place in the life cycle; content. Undated events stay behind the event
 * before them in their own input, and before everything where there is none.
 */
export function comparePlaced(a: Placed, b: Placed): number {
  const left = a.event.time === null ? a.anchor : a.event;
  const right = b.event.time === null ? b.anchor : b.event;
  if (left === null || right === null) {
    return (left === null ? 0 : 1) - (right === null ? 0 : 1) || compareUndated(a, b);
  }
  return (
    compareDated(left, right) || a.behind - b.behind || compareContent(a.event, b.event) || byInput(a, b)
  );
}

function compareUndated(a: Placed, b: Placed): number {
  return byInput(a, b) || a.behind - b.behind || compareContent(a.event, b.event);
}

function byInput(a: Placed, b: Placed): number {
  return compareText(a.input, b.input);
}

function compareDated(a: BackupEvent, b: BackupEvent): number {
  return (
    (a.time ?? 0) - (b.time ?? 0) ||
    compareText(a.server, b.server) ||
    compareNumbered(a, b) ||
    compareContent(a, b)
  );
}

/** Numbered events go by channel and number; the others follow them, in the order of the life cycle. */
function compareNumbered(a: BackupEvent, b: BackupEvent): number {
  const [left, right] = [a.ref.recordId, b.ref.recordId];
  if (left !== null && right !== null) {
    return compareText(a.ref.channel, b.ref.channel) || compareRecordIds(left, right);
  }
  if (left !== null) return -1;
  if (right !== null) return 1;
  return lifeCycleRank(a.signal) - lifeCycleRank(b.signal) || compareText(a.ref.channel, b.ref.channel);
}

/** Compares record numbers; those above 2^53 - 1 are decimal strings. */
function compareRecordIds(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [String(a), String(b)];
  return left.length - right.length || compareText(left, right);
}

/** By everything that an event says; `origin` last, so that equal events of two inputs still have an order. */
function compareContent(a: BackupEvent, b: BackupEvent): number {
  return (
    compareText(a.ref.provider, b.ref.provider) ||
    a.ref.eventId - b.ref.eventId ||
    compareText(keySignature(a), keySignature(b)) ||
    compareText(a.ref.channel, b.ref.channel) ||
    compareText(a.ref.text, b.ref.text) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}

/** The keys of an event as one text, the same for the same keys in whatever order they were read. */
export function keySignature(event: BackupEvent): string {
  return JSON.stringify(Object.entries(event.keys).sort(([a], [b]) => compareText(a, b)));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Gives the events of one input, in the order of the file, what decides their place among those of all inputs. */
export function createPlacer(input: string): (event: BackupEvent) => Placed {
  let anchor: BackupEvent | null = null;
  let behind = 0;
  return (event) => {
    if (event.time === null) {
      behind += 1;
      return { event, anchor, behind, input };
    }
    anchor = event;
    behind = 0;
    return { event, anchor: null, behind, input };
  };
}
