import type { BackupEvent } from "../../model/event.ts";
import type { TrackedJob } from "../machine/state.ts";
import { type Context, topologyOf } from "./context.ts";
import type { DatabaseDraft } from "./databases.ts";
import { having, lastTime, ofPart } from "./events.ts";

/** A job with its databases, before it is compared with the others. */
export interface Draft {
  readonly job: TrackedJob;
  readonly databases: readonly DatabaseDraft[];
  /** When the writer (or, without its word, ESE) finished it, in ms. */
  readonly completed: number | null;
}

/** What all jobs together tell of a database. */
export interface History {
  /** True: has several copies; false: stands alone; null: nothing tells. */
  replicated(database: string): boolean | null;
  /** When the next full backup of it was completed, in ms. */
  nextFull(database: string, after: number): number | null;
  /**
   * The deletions of its logs in this time, of whichever job: what a later backup deletes was an earlier one's to
   * delete as well. The one inside the session of a full backup is that backup's own.
   */
  deletions(database: string, from: number, to: number): readonly BackupEvent[];
}

export function historyOf(drafts: readonly Draft[], context: Context): History {
  const replicated = new Map<string, boolean>();
  const fulls = new Map<string, number[]>();
  const deletions = new Map<string, BackupEvent[]>();
  for (const draft of drafts) {
    for (const database of draft.databases) {
      const name = database.name.toLowerCase();
      const told = tells(draft, database);
      // That there are several copies is proven by any of them; that there are none only by all we know.
      if (told !== null) replicated.set(name, told || replicated.get(name) === true);
      if (draft.completed !== null && database.type === "full") append(fulls, name, [draft.completed]);
      const shared = database.type === "full" ? ofPart(database.events, "truncation") : database.events;
      append(deletions, name, having(shared, "logs-deleting"));
    }
  }
  return {
    replicated(database) {
      const copies = topologyOf(context, database)?.copies.length ?? 0;
      return copies > 0 ? copies > 1 : (replicated.get(database.toLowerCase()) ?? null);
    },
    nextFull(database, after) {
      const later = (fulls.get(database.toLowerCase()) ?? []).filter((time) => time > after);
      return later.length === 0 ? null : Math.min(...later);
    },
    deletions(database, from, to) {
      const all = deletions.get(database.toLowerCase()) ?? [];
      return all.filter(({ time }) => time !== null && time >= from && time <= to);
    },
  };
}

function append<T>(lists: Map<string, T[]>, name: string, items: readonly T[]): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [...items]);
  else list.push(...items);
}

export function completionOf(job: TrackedJob): number | null {
  if (job.completed !== null) return job.completed;
  return job.kind === "loose" ? lastTime(having(job.events, "session-ended")) : null;
}

/** Whether the job shows that the database is replicated: other servers or copies are named, or it truncates later. */
function tells(draft: Draft, database: DatabaseDraft): boolean | null {
  const events = database.events;
  const others = events.some((e) => e.event.server !== draft.job.server && e.event.signal !== "logs-missing");
  const copies = having(
    events,
    "truncation-blocked",
    "link-lost",
    "truncation-progress",
    "writer-copy-unhealthy",
  );
  const surrogate = database.session === null && having(draft.job.events, "surrogate-running").length > 0;
  const later = having(ofPart(events, "truncation"), "logs-deleting").length > 0;
  if (others || copies.length > 0 || surrogate || later) return true;
  return having(ofPart(events, "own"), "logs-deleting").length > 0 ? false : null;
}
