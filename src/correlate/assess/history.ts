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
  /** When the next backup of it that truncates was completed. */
  nextCompletion(database: string, after: number): number | null;
}

export function historyOf(drafts: readonly Draft[], context: Context): History {
  const replicated = new Map<string, boolean>();
  const completions = new Map<string, number[]>();
  for (const draft of drafts) {
    for (const database of draft.databases) {
      const name = database.name.toLowerCase();
      const told = tells(draft, database);
      // That there are several copies is proven by any of them; that there are none only by all we know.
      if (told !== null) replicated.set(name, told || replicated.get(name) === true);
      if (draft.completed !== null && (database.type === "full" || database.type === "incremental"))
        completions.set(name, [...(completions.get(name) ?? []), draft.completed]);
    }
  }
  return {
    replicated(database) {
      const copies = topologyOf(context, database)?.copies.length ?? 0;
      return copies > 0 ? copies > 1 : (replicated.get(database.toLowerCase()) ?? null);
    },
    nextCompletion(database, after) {
      const later = (completions.get(database.toLowerCase()) ?? []).filter((time) => time > after);
      return later.length === 0 ? null : Math.min(...later);
    },
  };
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
