import type { BackupEvent } from "../../model/event.ts";
import type { BackupType } from "../../model/job.ts";
import { type Session, sameDatabase, type TrackedEvent, type TrackedJob } from "../machine/state.ts";
import { type Context, topologyOf } from "./context.ts";
import { having } from "./events.ts";

/** One database of a job with the part of the job's events that is about it. */
export interface DatabaseDraft {
  readonly name: string;
  readonly session: Session | null;
  /** Events that name the database, and those of its session. */
  readonly events: readonly TrackedEvent[];
  readonly type: BackupType;
}

/** The databases of a job, by name. A session that names none stands for a database of unknown name. */
export function databasesOf(job: TrackedJob, context: Context): DatabaseDraft[] {
  const sessions = Object.values(job.sessions);
  const unnamed = sessions.filter((s) => s.databases.length === 0);
  const drafts = job.databases.map((name) => {
    const own = sessions.filter((s) => s.databases.some((d) => sameDatabase(d, name)));
    return { name, session: own[own.length - 1] ?? null };
  });
  const without = drafts.filter((d) => d.session === null);
  // One session without a name and one database without a session can only belong together.
  const pair = unnamed.length === 1 && without.length === 1 ? (unnamed[0] ?? null) : null;
  const named = drafts.map((d) => (d.session === null && pair !== null ? { ...d, session: pair } : d));
  const rest = pair === null ? unnamed.map((session) => ({ name: nameless(session), session })) : [];
  return [...named, ...rest]
    .map((d) => draft(job, context, d.name, d.session))
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

function nameless(session: Session): string {
  const number = session.instance === null ? "" : ` ${session.instance}`;
  return `(unnamed, ESE instance${number})`;
}

function draft(job: TrackedJob, context: Context, name: string, session: Session | null): DatabaseDraft {
  const guid = topologyOf(context, name)?.guid?.toLowerCase();
  const events = job.events.filter((e) => about(e, name, session, guid));
  return { name, session, events, type: typeOf(events, session) };
}

function about(
  tracked: TrackedEvent,
  name: string,
  session: Session | null,
  guid: string | undefined,
): boolean {
  const { database, databaseCut, databaseGuid } = tracked.event.keys;
  if (database !== undefined) return sameDatabase(database, name, databaseCut);
  if (databaseGuid !== undefined) return databaseGuid === guid;
  return tracked.session !== null && tracked.session === session?.key;
}

/**
 * The type, from the best evidence: ESE names it when the session starts; the writer says "full or copy" first
 * and by the end event which of them it was (docs/correlation.md, "Type of a backup").
 */
function typeOf(events: readonly TrackedEvent[], session: Session | null): BackupType {
  if (session?.type) return session.type;
  const truncating = having(events, "writer-database-truncating").length > 0;
  const not = having(events, "writer-database-not-truncating").length > 0;
  const prepared = [
    ...having(events, "writer-database-prepared", "engine-prepared"),
    ...having(events, "surrogate-started"),
  ].find((e) => e.type !== null)?.type;
  switch (prepared) {
    case "full-or-copy":
    case "full":
      return truncating ? "full" : not ? "copy" : "full-or-copy";
    case "incremental-or-differential":
    case "incremental":
      return truncating ? "incremental" : not ? "differential" : "incremental-or-differential";
    default:
      return prepared ?? "unknown";
  }
}

/** The job's type: what its databases agree on. A job that no database takes part in backs up nothing. */
export function jobType(databases: readonly DatabaseDraft[], noComponents: boolean): BackupType {
  if (noComponents) return "none";
  const types = new Set(databases.map((d) => d.type).filter((t) => t !== "unknown"));
  return types.size === 1 ? ([...types][0] ?? "unknown") : "unknown";
}

export function eventsOf(draft: DatabaseDraft): BackupEvent[] {
  return draft.events.map((e) => e.event);
}
