import { firstLabel } from "../../model/names.ts";
import type { Draft, Ledger, Mark, Server } from "./draft.ts";
import { type Engine, ese, repl, store, surrogate } from "./drafts.ts";

/** A database as a job sees it: how it is backed up, and which engine serves it. */
export interface Database {
  readonly name: string;
  readonly role: "active" | "passive" | "standalone";
  /** The engine that has it mounted. For a passive copy that is on the active server. */
  readonly engine: Engine;
  /** The server that has it mounted: the job's own, but for a passive copy. */
  readonly mountedOn: Server;
  /** The range that this job's truncation deletes: file names without folder. */
  readonly logs: readonly [first: string, last: string];
  /** True: all of it is needed still, and 225 says so. */
  readonly nothingToDelete?: boolean;
}

export type JobType = "full" | "incremental" | "copy" | "differential";

export interface Plan {
  readonly history: Ledger;
  readonly server: Server;
  /** Null for Exchange 2003, whose texts have none (correlation.md 1.2). */
  readonly guid: string | null;
  readonly type: JobType;
  readonly databases: readonly Database[];
  /** How this version writes the GUID. */
  readonly spelling: (guid: string) => string;
}

/** The events of one step, by id, or by id and database: `2005 DB01`. */
export type Marks = Readonly<Record<string, Mark>>;

const SESSION_START: Readonly<Record<JobType, number>> = {
  full: 2005,
  incremental: 2008,
  copy: 2009,
  differential: 2010,
};

/** One ESE session of a job: one for each process that serves databases of it. */
interface Session {
  readonly engine: Engine;
  readonly number: string;
  readonly databases: readonly Database[];
}

/** Writes a job step by step, at the times that are given. */
export interface Steps {
  metadata(at: number): Marks;
  prepareBackup(at: number): Marks;
  prepareSnapshot(at: number): Marks;
  freeze(at: number): Marks;
  /** `but`: databases whose session is not thawed. `speaks`: the writer says that it thawed. */
  thaw(at: number, but?: readonly string[], speaks?: boolean): Marks;
  postSnapshot(at: number): Marks;
  /** Truncation and end of the sessions; nothing of the writer. `but`: databases that are left out. */
  endSessions(at: number, but?: readonly string[]): Marks;
  /** 2046 or 2047, 978x. */
  completeDatabases(at: number, but?: readonly string[]): Marks;
  complete(at: number): Marks;
  abort(at: number): Marks;
  shutdown(at: number): Marks;
  /** The replication service moves the truncation point: 224 on the active server, not from a session. */
  truncateLater(at: number, but?: readonly string[]): Marks;
  /** The ESE session number that serves a database. */
  session(database: string): string;
  /** Any event on the job's server. */
  readonly guidText: string;
}

/** Which writer speaks for a database: the store's for what is mounted up to 2010, else the replication's. */
export function usesStore(plan: Pick<Plan, "server">, database: Pick<Database, "role">): boolean {
  return ["2003", "2007", "2010"].includes(plan.server.version) && database.role !== "passive";
}

export function steps(plan: Plan): Steps {
  const { history, server, type } = plan;
  const mounted = plan.databases.filter(({ role }) => role !== "passive");
  const passive = plan.databases.filter(({ role }) => role === "passive");
  const byStore = plan.databases.filter((database) => usesStore(plan, database));
  const byRepl = plan.databases.filter((database) => !usesStore(plan, database));
  // a job without databases is a snapshot of plain volumes: the writer of that version freezes all the same
  const storeSpeaks = byStore.length > 0;
  const replSpeaks = byRepl.length > 0 || !storeSpeaks;
  const guidText = plan.guid === null ? "" : plan.spelling(plan.guid);
  const guid = plan.guid === null ? [] : [guidText];
  const sessions: Session[] = [];
  const put = pen(plan);
  const withTruncation = type === "full" || type === "incremental";

  const writers = (at: number, storeId: number, replId: number): Marks => ({
    ...(storeSpeaks ? { [storeId]: put(at, store(storeId, guid)) } : {}),
    ...(replSpeaks ? { [replId]: put(at + 0.02, repl(replId, guid)) } : {}),
  });

  return {
    guidText,
    metadata: (at) => ({
      ...(storeSpeaks ? { 9604: put(at, store(9604)) } : {}),
      ...(replSpeaks ? { 2021: put(at + 0.02, repl(2021)) } : {}),
    }),
    prepareBackup: (at) => {
      const id = type === "full" || type === "copy" ? 2110 : 2111;
      const each = byRepl.map((database, i): [string, Mark] => [
        `${id} ${database.name}`,
        put(at + 0.05 * i, repl(id, [guidText, copyName(plan, database), database.name])),
      ]);
      return { ...Object.fromEntries(each), ...writers(at + 0.5, 9606, 2023) };
    },
    prepareSnapshot: (at) => {
      const marks: Record<string, Mark> = {};
      openSessions(plan, mounted, sessions).forEach((session, i) => {
        const mark = put(at + 0.1 * i, ese(session.engine, SESSION_START[type], [session.number]));
        for (const { name } of session.databases) marks[`${SESSION_START[type]} ${name}`] = mark;
        for (const { name, ...rest } of session.databases) {
          if (!usesStore(plan, rest) || server.version === "2003") continue;
          const id = type === "full" || type === "copy" ? 9811 : 9812;
          marks[`${id} ${name}`] = put(at + 0.1 * i + 0.05, store(id, [session.number, name]));
        }
      });
      passive.forEach((database, i) => {
        Object.assign(marks, startSurrogate(plan, database, at + 0.3 + 0.1 * i, put));
      });
      return { ...marks, ...writers(at + 1, 9608, 2025) };
    },
    freeze: (at) => {
      const marks: Record<string, Mark> = {};
      for (const { engine, number, databases } of sessions) {
        const first = put(at, ese(engine, 2001, [number]));
        for (const { name } of databases) {
          marks[`2001 ${name}`] = first;
          put(at + 0.01, ese(engine, 2001, [number], { database: name }));
        }
      }
      return { ...marks, ...writers(at + 0.1, 9610, 2027) };
    },
    thaw: (at, but = [], speaks = true) => {
      const marks: Record<string, Mark> = {};
      for (const { engine, number, databases } of sessions) {
        const names = databases.map(({ name }) => name);
        if (names.some((name) => but.includes(name))) continue;
        const mark = put(at, ese(engine, 2003, [number]));
        for (const name of names) marks[`2003 ${name}`] = mark;
      }
      return speaks ? { ...marks, ...writers(at + 0.1, 9612, 2029) } : marks;
    },
    postSnapshot: (at) => writers(at, 9622, 2035),
    endSessions: (at, but = []) => {
      const marks: Record<string, Mark> = {};
      for (const session of sessions) {
        const databases = session.databases.filter(({ name }) => !but.includes(name));
        if (databases.length > 0) Object.assign(marks, endSession(plan, { ...session, databases }, at));
      }
      for (const { name, engine, mountedOn } of passive.filter((one) => !but.includes(one.name))) {
        marks[`213 ${name}`] = history.write(mountedOn, at + 0.3, ese(engine, 213, [], { database: name }));
      }
      return marks;
    },
    completeDatabases: (at, but = []) => {
      const marks: Record<string, Mark> = {};
      plan.databases.forEach((database, i) => {
        if (but.includes(database.name) || server.version === "2003") return;
        const own = usesStore(plan, database);
        const id = own ? (withTruncation ? 9780 : 9781) : withTruncation ? 2046 : 2047;
        const strings = own ? [`${guidText}:${i + 1}`, database.name] : [guidText, copyName(plan, database)];
        const draft = own ? store(id, strings) : repl(id, strings);
        marks[`${id} ${database.name}`] = put(at + 0.05 * i, draft);
      });
      return marks;
    },
    complete: (at) => writers(at, 9616, 2033),
    abort: (at) => writers(at, 9614, 2031),
    shutdown: (at) => writers(at, 9648, 2037),
    truncateLater: (at, but = []) => {
      const marks: Record<string, Mark> = {};
      plan.databases.forEach((database, i) => {
        const { name, engine, mountedOn, role } = database;
        if (role === "standalone" || but.includes(name)) return;
        const draft = ese(engine, 224, logPaths(database), { database: name });
        marks[`224 ${name}`] = history.write(mountedOn, at + i, draft);
      });
      return marks;
    },
    session: (name) => {
      const found = sessions.find(({ databases }) => databases.some((database) => database.name === name));
      if (found === undefined) throw new Error(`no session for ${name}`);
      return found.number;
    },
  };
}

/** Writes events on the job's server. */
export function pen({ history, server }: Plan) {
  return (at: number, draft: Draft): Mark => history.write(server, at, draft);
}

function openSessions(plan: Plan, mounted: readonly Database[], sessions: Session[]): readonly Session[] {
  for (const database of mounted) {
    const { engine } = database;
    if (sessions.some((session) => session.engine.pid === engine.pid)) continue;
    const number = String(plan.history.nextInstance(plan.server, engine.pid));
    sessions.push({ engine, number, databases: mounted.filter((other) => other.engine.pid === engine.pid) });
  }
  return sessions;
}

/** 224 or 225 of a full or incremental backup (correlation.md 5), then the end of the session. */
function endSession(plan: Plan, { engine, number, databases }: Session, at: number): Marks {
  const put = pen(plan);
  const marks: Record<string, Mark> = {};
  for (const database of plan.type === "full" || plan.type === "incremental" ? databases : []) {
    const keeps = database.role === "active" || database.nothingToDelete === true;
    const [id, rest] = keeps ? [225, []] : [224, logPaths(database)];
    const draft = ese(engine, id, rest, { database: database.name, task: 16 });
    marks[`${id} ${database.name}`] = put(at, draft);
  }
  const mark = put(at + 0.2, ese(engine, 2006, [number]));
  for (const { name } of databases) marks[`2006 ${name}`] = mark;
  return marks;
}

/** 960 on the job's server, 910 and 210 (211 for an incremental) on the active one (correlation.md 1.10). */
function startSurrogate(
  plan: Plan,
  { name, engine, mountedOn }: Database,
  at: number,
  put: ReturnType<typeof pen>,
): Marks {
  const id = plan.type === "full" || plan.type === "copy" ? 210 : 211;
  const master = firstLabel(mountedOn.name);
  return {
    [`960 ${name}`]: put(at, surrogate(960, "msexchangerepl", 3528, [master])),
    [`910 ${name}`]: plan.history.write(mountedOn, at + 0.1, surrogate(910, engine.process, engine.pid)),
    [`${id} ${name}`]: plan.history.write(mountedOn, at + 0.1, ese(engine, id, [], { database: name })),
  };
}

export function logPaths({ name, logs }: Pick<Database, "name" | "logs">): readonly [string, string] {
  return [`D:\\Logs\\${name}\\${logs[0]}`, `D:\\Logs\\${name}\\${logs[1]}`];
}

/** `DB01\EX1`: how the replication service names a copy. */
export function copyName({ server }: Pick<Plan, "server">, { name }: Pick<Database, "name">): string {
  return `${name}\\${firstLabel(server.name)}`;
}
