import type { BackupEvent, EventKeys, Placed } from "../model/event.ts";
import { sameName } from "../model/names.ts";
import { keySignature, placedTime } from "./order.ts";

/**
 * How many events of one second are compared with each other. Only a made-up log holds more; it is then
 * compared piece by piece, so that neither time nor memory grows with the square of its size.
 */
const SECOND_LIMIT = 2000;

/** One event, and the readings of it: at most one of each input, unless record numbers say otherwise. */
interface Cluster {
  best: Placed;
  readonly inputs: Set<string>;
  readonly recordId: number | string | null;
  server: string;
  channel: string;
  readonly signature: string;
}

/**
 * Takes out what was read more than once, whatever the formats. The input is in the order of `comparePlaced`.
 *
 * The same server, channel, record number, provider, id and second is one event. Without a record number on
 * either side, the readings of two inputs are one event when server (where known), provider, id, second and
 * keys agree; equal ones inside one input are as many events as there are, counted in each input.
 */
export function* dedupe(sorted: Iterable<Placed>): Generator<BackupEvent> {
  let group: Placed[] = [];
  let second: number | null = null;
  for (const placed of sorted) {
    const time = placedTime(placed);
    const own = time === null ? null : Math.floor(time / 1000);
    if (group.length > 0 && (own !== second || group.length >= SECOND_LIMIT)) {
      yield* distinct(group);
      group = [];
    }
    second = own;
    group.push(placed);
  }
  yield* distinct(group);
}

function distinct(group: readonly Placed[]): readonly BackupEvent[] {
  if (group.length < 2) return group.map((placed) => placed.event);
  const kinds = new Map<string, Placed[]>();
  for (const placed of group) {
    const kind = `${placed.event.ref.provider.toLowerCase()}/${placed.event.ref.eventId}`;
    const readings = kinds.get(kind);
    if (readings === undefined) kinds.set(kind, [placed]);
    else readings.push(placed);
  }
  const kept = new Set<Placed>();
  for (const readings of kinds.values()) {
    const only = readings.length === 1 ? readings[0] : undefined;
    if (only !== undefined) kept.add(only);
    else for (const cluster of clustersOf(readings)) kept.add(cluster.best);
  }
  return group.filter((placed) => kept.has(placed)).map((placed) => placed.event);
}

/** All readings are of one provider, id and second. */
function clustersOf(readings: readonly Placed[]): readonly Cluster[] {
  const clusters: Cluster[] = [];
  for (const placed of readings.filter(isNumbered)) {
    addTo(
      clusters,
      placed,
      (cluster) => cluster.recordId === placed.event.ref.recordId && sameLog(cluster, placed),
    );
  }
  for (const placed of readings.filter((it) => !isNumbered(it))) {
    const signature = keySignature(placed.event);
    addTo(clusters, placed, (cluster) => cluster.signature === signature && otherInput(cluster, placed));
  }
  return mergePoorer(clusters);
}

function isNumbered(placed: Placed): boolean {
  return placed.event.ref.recordId !== null;
}

function addTo(clusters: Cluster[], placed: Placed, fits: (cluster: Cluster) => boolean): void {
  const cluster = clusters.find(fits);
  if (cluster === undefined) clusters.push(open(placed));
  else absorb(cluster, open(placed));
}

/**
 * A text holds fewer keys than the record it was rendered from. Only now, when all that agree exactly have
 * met, so that a reading with fewer keys does not take the place of the one that fits.
 */
function mergePoorer(clusters: readonly Cluster[]): readonly Cluster[] {
  const merged: Cluster[] = [];
  for (const cluster of clusters) {
    const other = cluster.recordId === null ? merged.find((it) => samePoorer(it, cluster)) : undefined;
    if (other === undefined) merged.push(cluster);
    else absorb(other, cluster);
  }
  return merged;
}

function samePoorer(a: Cluster, b: Cluster): boolean {
  for (const input of b.inputs) if (a.inputs.has(input)) return false;
  if (!agree(a.server, b.server)) return false;
  const [left, right] = [a.best.event.keys, b.best.event.keys];
  return isPart(left, right) || isPart(right, left);
}

/** True when `whole` has all keys of `part`, with the same values. Names that ESE cuts off are not compared. */
function isPart(part: EventKeys, whole: EventKeys): boolean {
  const values = new Map<string, unknown>(Object.entries(whole));
  const cut = part.databaseCut === true || whole.databaseCut === true;
  return Object.entries(part).every(([key, value]) => {
    if (FREE_TEXT.has(key)) return true;
    return (cut && (key === "database" || key === "databaseCut")) || values.get(key) === value;
  });
}

/** Keys whose wording depends on the format. */
const FREE_TEXT: ReadonlySet<string> = new Set(["text", "binaryText", "process", "vssContext"]);

function open(placed: Placed): Cluster {
  const { ref, server } = placed.event;
  return {
    best: placed,
    inputs: new Set([placed.input]),
    recordId: ref.recordId,
    server,
    channel: ref.channel,
    signature: keySignature(placed.event),
  };
}

function absorb(cluster: Cluster, other: Cluster): void {
  for (const input of other.inputs) cluster.inputs.add(input);
  if (worth(other.best.event) > worth(cluster.best.event)) cluster.best = other.best;
  cluster.server ||= other.server;
  cluster.channel ||= other.channel;
}

function sameLog(cluster: Cluster, placed: Placed): boolean {
  return agree(cluster.server, placed.event.server) && agree(cluster.channel, placed.event.ref.channel);
}

function otherInput(cluster: Cluster, placed: Placed): boolean {
  return !cluster.inputs.has(placed.input) && agree(cluster.server, placed.event.server);
}

/** What a format does not tell agrees with everything. */
function agree(a: string, b: string): boolean {
  return a === "" || b === "" || sameName(a, b);
}

/** Which reading of an event says most: one that names its server, has the real strings, a number, a fine time. */
function worth(event: BackupEvent): number {
  return (
    (event.server === "" ? 0 : 8) +
    (event.keysFrom === "strings" ? 4 : 0) +
    (event.ref.recordId === null ? 0 : 2) +
    (event.precision < 1000 ? 1 : 0)
  );
}
