import { createHash } from "node:crypto";
import type { Position } from "../../model/source.ts";
import type { FilePosition } from "./content.ts";

/** How far the files of a folder were read, in a form that stays small when there are thousands of old ones. */
export interface FolderPlaces {
  /** @param mark of the file as it is now, which tells whether it is the one that was read */
  get(path: string, mark: string): FilePosition | null;
  set(path: string, place: FilePosition): void;
  /** The file was read to its end, and will hardly ever be written to again. */
  settle(path: string, mark: string): void;
  position(): Position;
}

/** Of a name and of a mark, in characters of six bits: enough for any number of files that a folder can hold. */
const HASH = 10;
/** More old files than this are not remembered; the oldest are forgotten first. */
const MOST_SETTLED = 20_000;

export function createFolderPlaces(stored: Position): FolderPlaces {
  const settled = new Map<string, string>();
  const places = new Map<string, FilePosition>();
  const { read, files } = (stored ?? {}) as { read?: string; files?: Readonly<Record<string, FilePosition>> };
  for (let at = 0; at < (read ?? "").length; at += 2 * HASH) {
    settled.set((read ?? "").slice(at, at + HASH), (read ?? "").slice(at + HASH, at + 2 * HASH));
  }
  for (const [path, place] of Object.entries(files ?? {})) places.set(path, place);
  let joined: string | null = null;

  return {
    get(path, mark) {
      const place = places.get(path);
      const known = settled.get(hashOf(path));
      if (place !== undefined || known === undefined) return place ?? null;
      return { ...SETTLED, mark: known === hashOf(mark) ? mark : "" };
    },
    set(path, place) {
      places.set(path, place);
    },
    settle(path, mark) {
      const place = places.get(path);
      if (place === undefined || place.number > 1) return;
      places.delete(path);
      settled.delete(hashOf(path));
      settled.set(hashOf(path), hashOf(mark));
      const [oldest] = settled.keys();
      if (settled.size > MOST_SETTLED && oldest !== undefined) settled.delete(oldest);
      joined = null;
    },
    position() {
      joined ??= [...settled].map(([path, mark]) => path + mark).join("");
      return { read: joined, files: Object.fromEntries(places) };
    },
  };
}

/** What had the name before had it as it is. Of which file it was is not kept: the mark tells. */
const SETTLED = { kind: "whole", number: 1, file: ["", ""], done: true } as const;

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64").slice(0, HASH);
}
