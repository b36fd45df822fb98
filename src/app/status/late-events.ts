import { LATE_NOTE, type LateEvents } from "../../model/status.ts";
import type { Store } from "../../model/store.ts";

/** What the watcher noted of events that came too late; null: nothing. */
export function lateEvents(store: Pick<Store, "notes">): LateEvents | null {
  const note = store.notes.get(LATE_NOTE);
  return typeof note === "object" && note !== null ? (note as LateEvents) : null;
}
