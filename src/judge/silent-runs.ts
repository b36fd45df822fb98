import { type Context, covered, hasGap } from "../correlate/assess/context.ts";
import type { BackupEvent } from "../model/event.ts";
import type { Signal } from "../model/signal.ts";
import { groupBy } from "./phrases.ts";
import type { Case } from "./rule.ts";

const ENDS: readonly Signal[] = ["requester-succeeded", "requester-ended", "requester-failed"];

/** A run of Windows Server Backup that ended well and that the Exchange writer was silent in. */
export interface SilentRun {
  readonly start: BackupEvent;
  readonly end: BackupEvent;
}

/**
 * A writer that is heard this close to a run is there as a rule: backups come daily, and a day may be left out.
 */
const HEARD_MS = 48 * 3_600_000;

/** Of the strays of one kind no more than this are kept (src/correlate/strays.ts); what follows may lack some. */
const MOST_STRAYS = 500;

/** The runs in which the writer was not even asked for its metadata, though it was heard near them; by server. */
export function silentRuns({ jobs, strays, context }: Case): SilentRun[][] {
  const ofJobs = jobs.flatMap((facts) => facts.job.events.map((t) => t.event));
  const wanted = (e: BackupEvent) => e.time !== null && (isHeard(e) || e.signal.startsWith("requester-"));
  const homeless = strays.filter((e) => e.textBelongsTo === null && wanted(e));
  const events = [...new Set([...ofJobs.filter(wanted), ...homeless])];
  const full = [...groupBy(homeless, (e) => `${e.server}/${e.ref.provider}/${e.ref.eventId}`).values()];
  const until = Math.min(...full.map((some) => some[MOST_STRAYS - 1]?.time ?? Infinity));
  return [...groupBy(events, (e) => e.server).values()].map((own) =>
    runsOf(own.sort((a, b) => (a.time ?? 0) - (b.time ?? 0))).filter(
      (run) => (run.end.time ?? 0) < until && wasRead(run, context),
    ),
  );
}

/** Its own events show that the writer is there, and so do those that it makes the engine write. */
function isHeard({ signal, exchange }: BackupEvent): boolean {
  if (!exchange || signal === "writer-stopped" || signal === "writer-init-failed") return false;
  return ["writer-", "session-", "surrogate-"].some((kind) => signal.startsWith(kind));
}

/** One pass over a server's events in order of time. */
function runsOf(events: readonly BackupEvent[]): SilentRun[] {
  const found: SilentRun[] = [];
  let waiting: SilentRun[] = [];
  let start: BackupEvent | null = null;
  let heard: number | null = null;
  for (const event of events) {
    const time = event.time ?? 0;
    if (event.signal === "requester-started") start = event;
    else if (isHeard(event)) {
      start = null;
      // That it started is no word of a backup: the log may leave such words out.
      if (event.signal === "writer-started") continue;
      heard = time;
      found.push(...waiting.filter(({ end }) => time - (end.time ?? 0) <= HEARD_MS));
      waiting = [];
    } else if (ENDS.includes(event.signal)) {
      if (event.signal === "requester-succeeded" && start !== null) {
        const near = heard !== null && (start.time ?? 0) - heard <= HEARD_MS;
        (near ? found : waiting).push({ start, end: event });
      }
      start = null;
    }
  }
  return found;
}

function wasRead({ start, end }: SilentRun, context: Context): boolean {
  if (start.time === null || end.time === null) return false;
  return (
    covered(context, start.server, start.time, end.time) &&
    !hasGap(context, start.server, start.time, end.time)
  );
}
