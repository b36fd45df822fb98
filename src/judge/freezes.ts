import type { JobFacts } from "../correlate/assess/index.ts";
import type { BackupEvent } from "../model/event.ts";
import type { DatabaseResult, Freeze } from "../model/job.ts";
import { sameName } from "../model/names.ts";
import type { Signal } from "../model/signal.ts";
import { type Group, groupOf } from "./groups.ts";
import { eventsOf, idsOf } from "./phrases.ts";

/** One freeze to judge: of a database, or of the whole job where the log names no database. */
export interface JudgedFreeze {
  readonly group: Group;
  readonly freeze: Freeze;
  readonly name: string;
}

const FREEZE_SIGNALS: readonly Signal[] = [
  "session-frozen",
  "writer-frozen",
  "session-timed-out",
  "session-thawed",
  "writer-thawed",
];

export function freezesOf(facts: JobFacts): JudgedFreeze[] {
  const evidence = eventsOf(facts, ...FREEZE_SIGNALS);
  const { databases, freeze } = facts.result;
  if (databases.length === 0) return judged(groupOf(facts, null, evidence), freeze, "The job");
  return databases.flatMap((database) => {
    const own = evidence.filter((e) => concerns(e, database));
    return judged(groupOf(facts, database, own), database.freeze, database.name);
  });
}

function judged(group: Group, freeze: Freeze | null, name: string): JudgedFreeze[] {
  const told = freeze ?? undated(group.events);
  return told === null ? [] : [{ group, freeze: told, name }];
}

/** Pasted without its time a freeze cannot be measured, but ESE's own word for a timeout needs no measure. */
function undated(events: readonly BackupEvent[]): Freeze | null {
  const timedOut = events.find((e) => e.signal === "session-timed-out");
  if (timedOut === undefined) return null;
  const limit = timedOut.keys.milliseconds;
  const limitSeconds = limit === undefined ? null : limit / 1000;
  return { start: "", end: null, seconds: null, outcome: "timed-out", limitSeconds };
}

/** What the log says of slow storage meanwhile, as a sentence; empty when it says nothing. */
export function slowStorage(facts: JobFacts): string {
  const slow = eventsOf(facts, "io-slow", "io-failed", "flush-hold-timeout");
  return slow.length === 0 ? "" : ` Slow or failing storage was logged during the job: ${idsOf(slow)}.`;
}

function concerns(event: BackupEvent, database: DatabaseResult): boolean {
  const { database: name, eseInstance, pid } = event.keys;
  if (event.signal.startsWith("writer-")) return true;
  if (name !== undefined) return sameName(name, database.name);
  return (eseInstance ?? null) === database.eseInstance && (pid ?? null) === database.processId;
}
