import type { BackupEvent } from "../../model/event.ts";
import type { Session, TrackedJob } from "../machine/state.ts";

/**
 * The starts of another process that serves a session's database, while the session was open: the engine counts the
 * backup in memory only, so nothing of it is left, whatever the writer says at the end.
 */
export function storeRestarts(job: TrackedJob, session: Session | null): BackupEvent[] {
  if (session === null || session.process === null) return [];
  const process = session.process.toLowerCase();
  const end = job.events.findIndex((t) => t.session === session.key && t.event.signal === "session-ended");
  return (end < 0 ? job.events : job.events.slice(0, end))
    .filter((t) => t.part === "context" && t.event.signal === "engine-started")
    .map((t) => t.event)
    .filter(({ keys }) => keys.process?.toLowerCase() === process && keys.pid !== session.pid);
}
