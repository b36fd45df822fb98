import type { BackupEvent } from "../../model/event.ts";
import type { Freeze, Job, Phase } from "../../model/job.ts";
import type { Signal } from "../../model/signal.ts";
import type { TrackedJob } from "../machine/state.ts";
import { firstTime, having, iso, lastTime, ofPart } from "./events.ts";

const PREPARES: readonly Signal[] = [
  "writer-database-prepared",
  "writer-database-prepare-failed",
  "writer-orphan",
  "writer-prepared",
  "writer-prepare-failed",
];
const SNAPSHOTS: readonly Signal[] = [
  "session-started",
  "engine-prepared",
  "surrogate-running",
  "writer-volume-missing",
  "writer-copy-unhealthy",
  "writer-snapshot-prepared",
  "writer-snapshot-prepare-failed",
];
const POSTS: readonly Signal[] = ["writer-post-snapshot", "writer-post-snapshot-failed"];
const COMPLETES: readonly Signal[] = [
  "logs-deleting",
  "logs-not-deleted",
  "logs-missing",
  "writer-not-backed-up",
  "writer-database-failed",
  "writer-database-truncating",
  "writer-database-not-truncating",
  "writer-completed",
  "writer-complete-failed",
  "session-ended",
];

interface Span {
  readonly phase: Phase;
  readonly start: number | null;
  readonly end: number | null;
}

/** The phases of a job, in order, each from its first sign to the next one's; only those that the log shows. */
export function phasesOf(job: TrackedJob, freeze: Freeze | null): Job["phases"] {
  const own = ofPart(job.events, "own").filter((e) => e.event.server === job.server);
  const find = (signals: readonly Signal[]) => having(own, ...signals);
  const frozen = freeze === null ? null : Date.parse(freeze.start);
  const thawed = freeze === null || freeze.end === null ? null : Date.parse(freeze.end);
  const prepared = lastTime(find(PREPARES));
  const posted = lastTime(find(POSTS));
  const completes = find(COMPLETES);
  const begun = completed(completes, thawed ?? posted);
  // A snapshot that failed is followed by nothing that could be copied.
  const copied = begun !== null || job.stage !== "over";
  const copying = copied ? (posted ?? thawed) : null;
  const metadata = having(job.events, "writer-metadata");
  const truncation = having(ofPart(job.events, "truncation"), "logs-deleting");
  const asked = job.completed ?? lastTime(having(own, "session-ended"));
  const shutdown = find(["writer-shutdown", "writer-shutdown-failed"]);
  const spans: Span[] = [
    { phase: "metadata", start: firstTime(metadata), end: lastTime(metadata) },
    { phase: "prepare-backup", start: firstTime(find(PREPARES)), end: prepared },
    {
      phase: "prepare-snapshot",
      start: prepared ?? firstTime(find(SNAPSHOTS)),
      end: lastTime(find(SNAPSHOTS)),
    },
    { phase: "freeze", start: frozen, end: thawed },
    { phase: "post-snapshot", start: posted === null ? null : (thawed ?? posted), end: posted },
    { phase: "transfer", start: copying, end: begun },
    { phase: "backup-complete", start: begun, end: lastTime(completes) },
    { phase: "truncation", start: truncation.length > 0 ? asked : null, end: lastTime(truncation) },
    { phase: "shutdown", start: firstTime(shutdown), end: lastTime(shutdown) },
  ];
  return spans.filter(worthShowing(find(SNAPSHOTS))).flatMap((span) => {
    const start = iso(span.start);
    return start === null ? [] : [{ phase: span.phase, start, end: iso(span.end) }];
  });
}

/** The completion begins with its first sign after the snapshot. */
function completed(events: readonly BackupEvent[], after: number | null): number | null {
  return firstTime(events.filter((e) => after === null || e.time === null || e.time >= after));
}

function worthShowing(snapshots: readonly BackupEvent[]): (span: Span) => boolean {
  return (span) => span.start !== null && (span.phase !== "prepare-snapshot" || snapshots.length > 0);
}
