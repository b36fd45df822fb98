import type { BigIntStats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { diagnostic } from "../../../parsers/diagnostics.ts";
import { startsWith } from "../../../parsers/evtx/bytes.ts";
import { CHUNK_SIZE } from "../../../parsers/evtx/chunk.ts";
import { FILE_HEADER_SIZE, FILE_MAGIC } from "../../../parsers/evtx/header.ts";
import type { SourceBatch } from "../../model/source.ts";
import { createChunkIntake } from "./chunk-intake.ts";
import { ALL_IDS, createChunkStates, isSameMark } from "./chunk-states.ts";
import type { Content, EvtxPosition } from "./content.ts";
import { type ChunkHead, chunkCount, chunkOffset, headOf, readAt, readHeads } from "./evtx-chunks.ts";
import { markOf } from "./identity.ts";
import type { FollowOptions } from "./options.ts";
import { createReading } from "./reading.ts";

/** Chunks that are read at once: 1 MiB. */
const PIECE = 16;
/** In the first pass the place is told at least this often, though nothing in it is wanted. */
const CHUNKS_PER_BATCH = 1_024;
/** Between two looks at the headers of all chunks there are at least so many at the likely ones. */
const LOOKS_PER_SCAN = 10;
/** All are looked at this often, whatever the file system tells of the file. */
const LOOKS_PER_SURE_SCAN = 60;

/** So many chunks that are not used yet are looked at: the service makes room for 1 MiB at once. */
const AHEAD = 16;

type Outcome = "done" | "waits" | "replaced";
type Batches<T> = AsyncGenerator<SourceBatch, T>;

/**
 * Follows an event log that another process writes. First a pass through the file as it lies, chunk by chunk, then
 * what is written since, by the ids of the records: new records behind the old ones of a chunk, new chunks, chunks
 * that are overwritten because the log is full. The header of the file is not asked: the service writes it late, or never.
 *
 * @param input how the input is called
 * @param start where to go on; its `high` is negative where nothing was read yet
 */
export function createEvtxContent(
  path: string,
  input: string,
  start: EvtxPosition,
  options: FollowOptions,
): Content {
  const reading = createReading(input, options, start.high !== ALL_IDS);
  let position = start;
  const states = createChunkStates(() => position);
  const chunks = createChunkIntake(reading, states);
  /** The chunk with the newest records. */
  let active = start.tip?.[0] ?? 0;
  let newest = ALL_IDS;
  let size = 0;
  let begun = false;
  let [looks, mark] = [0, ""];
  let [scannedAt, scannedMark] = [Number.NEGATIVE_INFINITY, ""];
  const partly = new Set<number>();
  reading.format("evtx");

  const batch = (caughtUp: boolean): SourceBatch => reading.batch({ position, restart: "resumes", caughtUp });

  async function begin(file: FileHandle, count: number): Promise<Outcome | null> {
    const header = await readAt(file, 0, FILE_HEADER_SIZE);
    if (header.length < FILE_HEADER_SIZE) return "done";
    const head = headOf(await readAt(file, chunkOffset(0), CHUNK_SIZE), 0);
    if (position.head !== null && head.sound) {
      if (!isSameMark(position.head, head.mark) && head.firstId <= position.high) return "replaced";
    } else if (position.head !== null && !head.used) return "replaced";
    if (position.tip !== null) {
      const [chunk, mark, at] = position.tip;
      states.set(chunk, { mark, at, signature: "", after: ALL_IDS, ids: null });
    }
    if (position.first) await findNewest(file, count);
    if (!startsWith(header, 0, FILE_MAGIC)) {
      const message = "The file does not start as an event log does.";
      reading.sink.diagnostic(diagnostic("evtx-file-magic", `${input}@0x0`, message));
    }
    begun = true;
    return null;
  }

  /** What is there at the beginning is read by its place, what is written later by its ids. */
  async function findNewest(file: FileHandle, count: number): Promise<void> {
    for await (const head of readHeads(file, indexesFrom(0, count))) compareAge(head);
    if (position.high === ALL_IDS) position = { ...position, high: Math.max(newest, 0) };
  }

  function compareAge({ index, sound, lastId }: ChunkHead): void {
    if (!sound || lastId < newest) return;
    newest = lastId;
    active = index;
  }

  async function* firstPass(file: FileHandle, count: number, signal: AbortSignal): Batches<Outcome> {
    let told = position.chunks;
    for (let index = position.chunks; index < count; ) {
      const piece = await readAt(file, chunkOffset(index), PIECE * CHUNK_SIZE);
      if (signal.aborted || piece.length === 0) return "waits";
      for (let at = 0; at < piece.length; at += CHUNK_SIZE, index++) {
        const bytes = piece.subarray(at, at + CHUNK_SIZE);
        compareAge(headOf(bytes, index));
        const inWork = index === active || index === active + 1 || index === count - 1;
        if (inWork && !chunks.isReady(index, bytes)) return "waits";
        yield* take(index, bytes, position.high);
      }
      if (index - told < CHUNKS_PER_BATCH) continue;
      yield batch(false);
      told = index;
    }
    position = { ...position, first: false };
    return "done";
  }

  async function* take(index: number, bytes: Uint8Array, until: number): Batches<void> {
    for (;;) {
      const { full, left, head, at, highest } = chunks.take(index, bytes, until);
      if (left) partly.add(index);
      else partly.delete(index);
      note(head, at, highest, full);
      if (!full) return;
      yield batch(false);
    }
  }

  function note(head: ChunkHead, at: number, highest: number, full: boolean): void {
    const { index, mark } = head;
    const used = at > 0;
    position = {
      ...position,
      chunks: used && !full ? Math.max(position.chunks, index + 1) : position.chunks,
      high: position.first ? position.high : Math.max(position.high, highest),
      head: index === 0 && used ? mark : position.head,
      tip: used ? [index, mark, at] : position.tip,
    };
  }

  async function* newRecords(file: FileHandle, count: number, signal: AbortSignal): Batches<Outcome> {
    for (;;) {
      const found = await news(file, count);
      if (found === "replaced") return "replaced";
      for (const { index } of inOrder(found)) {
        const bytes = await readAt(file, chunkOffset(index), CHUNK_SIZE);
        if (signal.aborted || !chunks.isReady(index, bytes)) return "waits";
        yield* take(index, bytes, Number.POSITIVE_INFINITY);
      }
      if (found.length === 0) return chunks.waiting > 0 ? "waits" : "done";
    }
  }

  /** The chunks that changed: looked for where a log is written, and everywhere now and then. */
  async function news(file: FileHandle, count: number): Promise<readonly ChunkHead[] | "replaced"> {
    const written = await chain(file, count);
    const elsewhere = written === "replaced" ? [] : await changed(file, otherPlaces(count, written));
    if (written === "replaced" || elsewhere === "replaced") return "replaced";
    const sinceScan = looks - scannedAt;
    const unexplained = written.length === 0 && scannedMark !== mark && sinceScan >= LOOKS_PER_SCAN;
    if (elsewhere.length === 0 && !unexplained && sinceScan < LOOKS_PER_SURE_SCAN) return written;
    [scannedAt, scannedMark] = [looks, mark];
    return await changed(file, indexesFrom(0, count));
  }

  /** From the chunk with the newest records on: the service fills one after the other, and the first after the last. */
  async function chain(file: FileHandle, count: number): Promise<readonly ChunkHead[] | "replaced"> {
    const found: ChunkHead[] = [];
    const first = active;
    for (let step = 0; step < count; step++) {
      const one = await changed(file, [(first + step) % count]);
      if (one === "replaced") return one;
      if (one.length === 0 && step > 0) break;
      found.push(...one);
    }
    return found;
  }

  /** Where something can have changed as well; if it has, the log is not written as expected, and all is looked at. */
  function otherPlaces(count: number, seen: readonly ChunkHead[]): readonly number[] {
    const places = new Set([
      0,
      ...partly,
      ...chunks.suspects(),
      ...indexesFrom(position.chunks, position.chunks + AHEAD),
    ]);
    for (const { index } of seen) places.delete(index);
    return [...places].filter((index) => index < count);
  }

  async function changed(
    file: FileHandle,
    places: readonly number[],
  ): Promise<readonly ChunkHead[] | "replaced"> {
    const suspects = new Set(chunks.suspects());
    const found: ChunkHead[] = [];
    for await (const head of readHeads(file, places)) {
      const { index } = head;
      compareAge(head);
      const is = states.compare(head);
      if (is === "replaced") return is;
      const mended = async () =>
        suspects.has(index) && chunks.isMended(index, await readAt(file, chunkOffset(index), CHUNK_SIZE));
      if (is === "news" || partly.has(index) || (await mended())) found.push(head);
    }
    return found;
  }

  /** By ids, so that a run that goes on behind the highest of them has missed none. */
  function inOrder(found: readonly ChunkHead[]): readonly ChunkHead[] {
    const key = ({ sound, firstId, index }: ChunkHead): number =>
      sound ? firstId : (states.get(index)?.mark?.[0] ?? Number.POSITIVE_INFINITY);
    const byId = [...found].sort((a, b) => key(a) - key(b) || a.index - b.index);
    const fresh = byId.filter(({ index }) => index >= position.chunks);
    const rising = fresh.every(({ index }, at) => at === 0 || index > (fresh[at - 1]?.index ?? 0));
    return rising ? byId : [...found].sort((a, b) => a.index - b.index);
  }

  return {
    input,
    position: () => position,
    idle: () => batch(true),
    async *read(stats: BigIntStats, signal) {
      const before = JSON.stringify(position);
      looks += 1;
      mark = markOf(stats);
      const file = await open(path, "r");
      try {
        const now = Number((await file.stat()).size);
        if (now < size) return "replaced";
        size = now;
        const count = chunkCount(size);
        if (!begun) {
          const outcome = await begin(file, count);
          if (outcome !== null) return outcome;
        }
        let outcome: Outcome = "done";
        if (position.first) outcome = yield* firstPass(file, count, signal);
        if (outcome === "done") outcome = yield* newRecords(file, count, signal);
        const moved = outcome !== "replaced" && JSON.stringify(position) !== before;
        if (reading.held > 0 || moved) yield batch(true);
        return outcome;
      } finally {
        await file.close();
      }
    },
  };
}

function indexesFrom(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}
