import type { JobFacts } from "../correlate/assess/index.ts";
import { sameDatabase, type TrackedEvent } from "../correlate/machine/state.ts";
import type { BackupEvent } from "../model/event.ts";
import type { DatabaseResult } from "../model/job.ts";
import { databaseIn, groupBy } from "./phrases.ts";
import type { Case, Hit } from "./rule.ts";

/** Events that make one finding together: of a job (and one of its databases), or of no job. */
export interface Group {
  readonly facts: JobFacts | null;
  readonly database: DatabaseResult | null;
  readonly events: readonly BackupEvent[];
}

type Wanted = (event: BackupEvent, facts: JobFacts | null) => boolean;
type By = "job" | "database" | ((event: BackupEvent) => string);
/** Whether what happened while a job ran has to do with it. */
type Concerns = (tracked: TrackedEvent, facts: JobFacts) => boolean;

/**
 * The wanted events of all jobs and of the strays, one group per finding. What happened while jobs ran and has to
 * do with none of them counts as a stray.
 *
 * @param by `job`: one group per job; `database`: one per database, whose groups share what names none; a function:
 *   one per value. Strays are kept apart by server, and by database or value.
 */
export function groupsOf(input: Case, wanted: Wanted, by: By, concerns: Concerns = namesOwn): Group[] {
  const claimed = new Set<BackupEvent>();
  const left = new Set<BackupEvent>();
  for (const facts of input.jobs) {
    for (const tracked of facts.job.events) {
      if (tracked.part !== "context" || !wanted(tracked.event, null)) continue;
      (concerns(tracked, facts) ? claimed : left).add(tracked.event);
    }
  }
  const homeless = [...left].filter((event) => !claimed.has(event));
  return [
    ...input.jobs.flatMap((facts) => jobGroups(facts, wanted, by, concerns)),
    ...strayGroups([...input.strays, ...homeless], wanted, by),
  ];
}

/** The same for one job. */
export function jobGroups(facts: JobFacts, wanted: Wanted, by: By, concerns: Concerns = namesOwn): Group[] {
  const tracked = facts.job.events.filter(
    (t) => wanted(t.event, facts) && (t.part !== "context" || concerns(t, facts)),
  );
  const events = tracked.map((t) => t.event);
  if (events.length === 0) return [];
  if (by === "database") return shares(facts, tracked);
  if (by === "job") return [{ facts, database: null, events }];
  return [...groupBy(events, by).values()].map((some) => ({ facts, database: null, events: some }));
}

/** The same for events of no job. Those whose text belongs to another id are evidence of nothing else. */
export function strayGroups(strays: readonly BackupEvent[], wanted: Wanted, by: By): Group[] {
  const events = strays.filter((e) => e.textBelongsTo === null && wanted(e, null));
  const value = typeof by === "function" ? by : (e: BackupEvent) => e.keys.database?.toLowerCase() ?? "";
  return [...groupBy(events, (e) => `${e.server}\n${value(e)}`).values()].map((some) => ({
    facts: null,
    database: null,
    events: some,
  }));
}

/** The hit of a group, with its place filled in. */
export function hitOf(
  group: Group,
  rest: Omit<Hit, "evidence"> & { readonly evidence?: Hit["evidence"] },
): Hit {
  const { facts, database, events } = group;
  const name = facts === null ? databaseIn(events) : database?.name;
  const server = database?.server ?? facts?.result.servers[0];
  return {
    ...(facts === null ? {} : { job: facts.result.id }),
    ...(server === undefined ? {} : { server }),
    ...(name === undefined ? {} : { database: name }),
    evidence: events,
    ...rest,
  };
}

/** The database that a group is about, in a sentence. */
export function nameOf({ database, events }: Group): string {
  return database?.name ?? databaseIn(events) ?? "a database";
}

/** A job as the place of a hit. */
export function groupOf(
  facts: JobFacts,
  database: DatabaseResult | null,
  events: readonly BackupEvent[],
): Group {
  return { facts, database, events };
}

/** An event that names a database has to do with the jobs of that database only. */
function namesOwn({ event: { keys } }: TrackedEvent, { job }: JobFacts): boolean {
  const { database, databaseCut } = keys;
  return database === undefined || job.databases.some((name) => sameDatabase(name, database, databaseCut));
}

function shares(facts: JobFacts, tracked: readonly TrackedEvent[]): Group[] {
  const left = new Set(tracked);
  const named = facts.databases.flatMap((draft, index) => {
    const known = new Set(draft.events);
    const own = tracked.filter((t) => known.has(t) || (known.size > 0 && ofProcess(t, index, facts)));
    for (const t of own) left.delete(t);
    const database = facts.result.databases[index];
    return own.length === 0 || database === undefined ? [] : [{ database, own }];
  });
  if (named.length === 0) return [{ facts, database: null, events: tracked.map((t) => t.event) }];
  return named.map(({ database, own }) => {
    const mine = new Set(own);
    const events = tracked.filter((t) => mine.has(t) || left.has(t)).map((t) => t.event);
    return { facts, database, events };
  });
}

/** What happened meanwhile in the process of a session, where that process serves no other database. */
function ofProcess(tracked: TrackedEvent, index: number, facts: JobFacts): boolean {
  const { database, pid } = tracked.event.keys;
  if (database !== undefined || pid === undefined || tracked.session !== null) return false;
  const served = facts.databases.flatMap((draft, i) => (draft.session?.pid === pid ? [i] : []));
  return served.length === 1 && served[0] === index;
}
