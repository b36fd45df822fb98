import { type Context, type GoodBackup, type Remembered, topologyOf } from "../correlate/assess/context.ts";
import type { JobFacts } from "../correlate/assess/index.ts";
import type { DatabaseResult, Job } from "../model/job.ts";
import { fitsPattern, isPattern } from "../model/name-pattern.ts";
import { sameName, shortName } from "../model/names.ts";
import type { Limit } from "./expectations.ts";
import { isLost } from "./lost.ts";
import type { Case } from "./rule.ts";
import { hasUniqueNames } from "./spans.ts";

/** A database with all that is known of its backups, whichever copy they were taken of. */
export interface Subject {
  readonly key: string;
  readonly name: string;
  /** As the log or the topology spells it; null where nothing tells. */
  readonly server: string | null;
  /** Short names of the servers whose logs would show a backup. */
  readonly servers: Set<string>;
  readonly backups: Backup[];
  /** What a watcher remembers of it. */
  readonly remembered: Remembered[];
}

export interface Backup {
  readonly facts: JobFacts;
  readonly database: DatabaseResult;
}

/** The databases that jobs, the topology, or an expectation name. */
export function subjectsOf({ jobs, context }: Case): Subject[] {
  const subjects = new Map<string, Subject>();
  const unique = new Set(jobs.filter(hasUniqueNames).flatMap(({ job }) => job.databases.map(lower)));
  for (const facts of jobs) {
    for (const database of facts.result.databases) {
      const name = lower(database.name);
      if (!facts.job.databases.some((known) => lower(known) === name)) continue;
      const shared = unique.has(name) || topologyOf(context, name) !== null;
      const key = shared ? name : `${facts.job.server}\n${name}`;
      const subject = at(subjects, key, database.name, database.server);
      subject.servers.add(facts.job.server);
      subject.backups.push({ facts, database });
    }
  }
  for (const { name, copies } of context.topology?.databases ?? []) {
    const server = (copies.find((copy) => copy.active === true) ?? copies[0])?.server;
    if (server === undefined) continue;
    const subject = at(subjects, lower(name), name, server);
    for (const copy of copies) subject.servers.add(shortName(copy.server));
  }
  for (const remembered of context.remembered ?? []) {
    const { key, name, server, servers } = remembered;
    // Its key was another one while nothing told that names are unique here.
    const same = [...subjects.values()].find(
      (it) => sameName(it.name, name) && servers.some((one) => it.servers.has(one)),
    );
    const subject = same ?? at(subjects, key, name, server);
    for (const one of servers) subject.servers.add(one);
    subject.remembered.push(remembered);
  }
  return [...subjects.values(), ...unseen([...subjects.values()], context)];
}

/** The good backups of a kind that are known, by their end. */
export function goodBackups({ backups, remembered }: Subject, type: Limit["type"]): readonly GoodBackup[] {
  const seen = backups
    .filter((backup) => mayBeGood(backup, type))
    .flatMap(({ facts: { completed, job } }) => (completed === null ? [] : { begun: job.opened, completed }));
  return [...seen, ...remembered.flatMap((it) => it[type] ?? [])].sort((a, b) => a.completed - b.completed);
}

/**
 * What is to be remembered of the databases of a case.
 *
 * @param from milliseconds since 1970: all that completed since then is given, so that what is remembered of that time
 * and is not among it was taken back
 */
export function rememberedOf(input: Case, from: number): readonly Remembered[] {
  const before = (input.context.remembered ?? []).map((it): Remembered => {
    const kept = (good: GoodBackup | null): GoodBackup | null =>
      good !== null && good.completed < from ? good : null;
    return { ...it, full: kept(it.full), incremental: kept(it.incremental) };
  });
  return subjectsOf({ ...input, context: { ...input.context, remembered: before } })
    .flatMap((subject): readonly Remembered[] => {
      const { key, name, server, servers } = subject;
      const full = goodBackups(subject, "full").at(-1) ?? null;
      const incremental = goodBackups(subject, "incremental").at(-1) ?? null;
      return server === null ? [] : [{ key, name, server, servers: [...servers].sort(), full, incremental }];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Databases that are expected and of which nothing tells the server: any that was read may hold them. */
function unseen(subjects: readonly Subject[], { settings, coverage, topology }: Context): Subject[] {
  const seen = new Set(subjects.map(({ name }) => lower(name)));
  const known = (topology?.databases ?? []).map(({ name }) => name);
  const names = settings.expect
    .flatMap(({ database }) =>
      isPattern(database) ? known.filter((name) => fitsPattern(database, name)) : database,
    )
    .filter((name) => !seen.has(lower(name)));
  const different = new Map(names.map((name) => [lower(name), name]));
  return [...different].map(([key, name]) => ({
    ...{ key, name, server: null, backups: [], remembered: [] },
    servers: new Set(coverage.map(({ server }) => shortName(server))),
  }));
}

function at(subjects: Map<string, Subject>, key: string, name: string, server: string): Subject {
  const known = subjects.get(key);
  if (known !== undefined) return known;
  const subject: Subject = { key, name, server, servers: new Set(), backups: [], remembered: [] };
  subjects.set(key, subject);
  return subject;
}

/** What may be such a backup: where the log leaves the type open it is not held against it. */
export const MAY_BE: Readonly<Record<Limit["type"], readonly Job["type"][]>> = {
  full: ["full", "full-or-copy", "unknown"],
  incremental: ["full", "full-or-copy", "incremental", "incremental-or-differential", "unknown"],
};

/** A good backup of a kind, as far as the log tells: one whose beginning it lacks may have been of any. */
export function mayBeGood({ facts, database }: Backup, type: Limit["type"]): boolean {
  const { completed, startSeen } = facts;
  const { outcome } = database;
  if (completed === null || (outcome !== "succeeded" && outcome !== "incomplete")) return false;
  if (isLost(facts, database)) return false;
  return MAY_BE[type].includes(database.type) || !startSeen;
}

/** One that is not over and may become such a backup. */
export function mayBecomeGood({ database }: Backup, type: Limit["type"]): boolean {
  return database.outcome === "running" && MAY_BE[type].includes(database.type);
}

function lower(name: string): string {
  return name.toLowerCase();
}
