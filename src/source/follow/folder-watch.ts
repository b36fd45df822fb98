import { stat } from "node:fs/promises";
import type { Diagnostic } from "../../model/raw-event.ts";
import type { SourceBatch } from "../../model/source.ts";
import { systemClock } from "../clock.ts";
import { expandPaths, type InputPath } from "../expand-paths.ts";
import type { FilePosition } from "./content.ts";
import type { FolderPlaces } from "./folder-places.ts";
import { createFollowedFile, type FollowedFile } from "./followed-file.ts";
import { markOf } from "./identity.ts";
import type { FileOptions, KnownInput } from "./options.ts";

/** The files of a folder: looked at by turns, so that a large one holds up no other. */
export interface FolderWatch {
  /** Finds new files, and those that were written to. */
  list(): Promise<void>;
  /** Looks into each file that may hold something new. `position` of a batch is that of its file. */
  look(signal: AbortSignal): AsyncGenerator<SourceBatch, void>;
  /** Nothing is left to be read, or waits until it is whole. */
  readonly caughtUp: boolean;
  readonly trouble: string | null;
  /** What was said of the folder since it was asked for. */
  diagnostics(): readonly Diagnostic[];
}

/** Files that are read at once: each holds a handle and a buffer. */
const OPEN = 8;
/** A file at its end is let go of after so many looks; what was read of it stays known. */
const IDLE_LOOKS = 30;
/** One that was not written to for so long is remembered only as read. */
const OLD_MS = 3_600_000;

interface Entry {
  readonly path: InputPath;
  /** While it is looked at. */
  file: FollowedFile | null;
  /** What was seen of it at its end; null: there may be something new. */
  rest: string | null;
  idle: number;
  changedAt: number;
  place: FilePosition | null;
  known: KnownInput | null;
}

export function createFolderWatch(options: FileOptions, places: FolderPlaces): FolderWatch {
  const { now } = options.clock ?? systemClock;
  const entries = new Map<string, Entry>();
  const told = new Set<string>();
  let found: Diagnostic[] = [];
  let unlisted: string | null = "";

  async function list(): Promise<void> {
    const { inputs, diagnostics } = await expandPaths([options.path]);
    const own = diagnostics.find(({ where }) => where === options.path);
    unlisted = own === undefined ? null : `${options.path}: ${own.message}`;
    for (const diagnostic of diagnostics) {
      const text = JSON.stringify(diagnostic);
      if (diagnostic !== own && !told.has(text)) found.push(diagnostic);
      told.add(text);
    }
    const there = new Set(inputs.map(({ path }) => path));
    if (own === undefined) for (const path of entries.keys()) if (!there.has(path)) entries.delete(path);
    for (const path of inputs) await compare(path);
  }

  /** A file that is no longer as it was at its end has to be looked into. */
  async function compare(path: InputPath): Promise<void> {
    const entry = entries.get(path.path) ?? open(path);
    // One that has just gone, or may not be looked at: reading it tells why.
    const stats = await stat(path.path, { bigint: true }).catch(() => null);
    const mark = stats === null ? "" : markOf(stats);
    entry.changedAt = Number(stats?.mtimeMs ?? 0);
    if (entry.place === null) {
      entry.place = places.get(path.path, mark);
      const done = entry.place?.kind === "whole" && entry.place.done && entry.place.mark === mark;
      if (done) entry.rest = mark;
    }
    if (entry.rest !== mark) entry.rest = null;
  }

  function open(path: InputPath): Entry {
    const nothing = { file: null, rest: null, place: null, known: null };
    const entry: Entry = { path, ...nothing, idle: 0, changedAt: 0 };
    entries.set(path.path, entry);
    return entry;
  }

  function fileOf(entry: Entry): FollowedFile {
    const known = (input: string): KnownInput | null => entry.known ?? options.known(input);
    entry.file ??= createFollowedFile(entry.path, entry.place, { ...options, known }, false);
    return entry.file;
  }

  function note(entry: Entry, batch: SourceBatch): void {
    entry.idle = 0;
    entry.place = batch.position as FilePosition;
    if (batch.logs !== null) entry.known = { logs: batch.logs, summary: batch.summary ?? null };
    places.set(entry.path.path, entry.place);
  }

  /** After a look: what is at its end is let go of by and by. */
  function close(entry: Entry, file: FollowedFile): void {
    entry.place = file.position();
    entry.rest = file.restsAt;
    if (entry.rest === null || entry.place === null) return;
    places.set(entry.path.path, entry.place);
    entry.idle += 1;
    const grows = entry.place.kind === "evtx" || entry.place.kind === "lines";
    if (grows && entry.idle < IDLE_LOOKS) return;
    entry.file = null;
    if (!grows || now() - entry.changedAt > OLD_MS) places.settle(entry.path.path, entry.rest);
  }

  async function* look(signal: AbortSignal): AsyncGenerator<SourceBatch, void> {
    const waiting = [...entries.values()].filter((it) => it.rest === null || it.file !== null);
    const running: { entry: Entry; file: FollowedFile; batches: AsyncGenerator<SourceBatch, void> }[] = [];
    try {
      for (;;) {
        while (running.length < OPEN) {
          const entry = waiting.shift();
          if (entry === undefined) break;
          const file = fileOf(entry);
          running.push({ entry, file, batches: file.look(signal) });
        }
        const [next] = running;
        if (next === undefined || signal.aborted) return;
        const { done, value } = await next.batches.next();
        running.shift();
        if (done === true) {
          close(next.entry, next.file);
          continue;
        }
        note(next.entry, value);
        running.push(next);
        yield value;
      }
    } finally {
      for (const { batches } of running) await batches.return();
    }
  }

  return {
    list,
    look,
    get caughtUp() {
      return unlisted === null && [...entries.values()].every(({ rest }) => rest !== null);
    },
    get trouble() {
      const troubles = [unlisted, ...[...entries.values()].map(({ file }) => file?.trouble ?? null)];
      const [first, ...others] = troubles.filter((trouble) => trouble !== null);
      if (first === undefined) return null;
      return others.length === 0 ? first : `${first}; and ${others.length} more`;
    },
    diagnostics() {
      const taken = found;
      found = [];
      return taken;
    },
  };
}
