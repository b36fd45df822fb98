import { diagnostic } from "../../parsers/diagnostics.ts";
import { guidOf } from "../model/guid.ts";
import type { Diagnostic } from "../model/raw-event.ts";
import type { ShellRow } from "../model/shell.ts";
import type { Topology, TopologyCopy, TopologyDatabase, TopologyVolume } from "../model/topology.ts";
import { byKind, countOf, type Fields, flagOf, known, nameOf, pairOf, spanOf, timeOf } from "./rows.ts";

export interface ReadTopology {
  readonly topology: Topology;
  /** What the shell could not tell. */
  readonly diagnostics: readonly Diagnostic[];
}

export type Rows = (kind: string) => readonly Fields[];

/** Makes sense of what the script of `topology-script.ts` told. Recovery databases are left out: nobody backs them up. */
export function topologyOfRows(rows: readonly ShellRow[]): ReadTopology {
  const of = byKind(rows);
  const dags = new Map(of("member").map((row) => [lower(nameOf(row.get("server"))), row.get("dag")]));
  const databases = of("database")
    .filter((row) => row.has("name") && flagOf(row.get("recovery")) !== true)
    .map((row) => databaseOf(row, of));
  const servers = of("server").flatMap((row) => {
    const name = nameOf(row.get("name"));
    if (name === undefined) return [];
    const [dag, fqdn, version] = [dags.get(lower(name)), row.get("fqdn"), row.get("version")];
    return [{ name, ...known({ dag, fqdn, version }) }];
  });
  const groups = of("dag").flatMap((row) => {
    const name = row.get("name");
    return name === undefined ? [] : [{ name, ...known({ witness: row.get("witness") }) }];
  });
  return {
    topology: {
      servers: [...servers].sort(byName),
      ...(groups.length === 0 ? {} : { dags: [...groups].sort(byName) }),
      databases: [...databases].sort(byName),
    },
    diagnostics: [...warningsOf(of), ...databases.flatMap(unknownOf)],
  };
}

/** One database, whatever it is for. */
export function databaseOf(row: Fields, of: Rows): TopologyDatabase {
  const name = row.get("name") ?? "";
  const group = groupOf(row, of);
  const home = row.get("home");
  return {
    name,
    ...known({
      guid: guidOf(row.get("guid") ?? "") ?? undefined,
      dag: of("dag")
        .find((dag) => lower(dag.get("name")) === lower(nameOf(home)))
        ?.get("name"),
      storageGroup: group?.get("name"),
      circularLogging: flagOf(row.get("circular") ?? group?.get("circular")),
      mounted: flagOf(row.get("mounted")),
      backupInProgress: flagOf(row.get("inProgress")),
      file: row.get("file"),
      logFolder: row.get("logs") ?? group?.get("logs"),
      logPrefix: row.get("prefix") ?? group?.get("prefix"),
      workerProcessId: countOf(row.get("worker")),
      lastBackups: backupsOf(rowsOf(of, "backups", name)[0]),
    }),
    copies: copiesOf(row, name, of),
  };
}

function rowsOf(of: Rows, kind: string, database: string): readonly Fields[] {
  return of(kind).filter((row) => lower(row.get("database")) === lower(database));
}

/** The storage group of a database (2007), by its name on its server. */
export function groupOf(row: Fields, of: Rows): Fields | undefined {
  const [name, server] = [leafOf(row.get("group")), nameOf(row.get("server"))];
  if (name === undefined) return undefined;
  return of("group").find(
    (group) =>
      lower(leafOf(group.get("name"))) === lower(name) &&
      lower(nameOf(group.get("server"))) === lower(server),
  );
}

export function leafOf(path: string | undefined): string | undefined {
  return path?.split(/[\\/]/).at(-1);
}

function backupsOf(row: Fields | undefined) {
  const [full, incremental, differential, copy] = ["full", "incremental", "differential", "copy"].map(
    (type) => timeOf(row?.get(type)),
  );
  const backups = known({ full, incremental, differential, copy });
  return Object.keys(backups).length === 0 ? undefined : backups;
}

/** Where the database lies: as it says itself, and as the copies say. The active one is where it is mounted. */
function copiesOf(row: Fields, database: string, of: Rows): readonly TopologyCopy[] {
  const told = rowsOf(of, "copy", database);
  const mountedOn = nameOf(row.get("mountedOn") ?? row.get("server"));
  const names = [...rowsOf(of, "holder", database), ...told].map((one) => nameOf(one.get("server")));
  const servers = new Map<string, string>();
  for (const name of names.length === 0 ? [mountedOn] : names) {
    if (name !== undefined && !servers.has(lower(name))) servers.set(lower(name), name);
  }
  const [preferences, replay, truncation] = ["preference", "replay", "truncation"].map(
    (kind) =>
      new Map(
        rowsOf(of, kind, database).flatMap((one) => {
          const pair = pairOf(one);
          return pair === null ? [] : [[lower(pair[0]), pair[1]] as const];
        }),
      ),
  );
  return [...servers.values()].sort(compare).map((server) => {
    const copy = told.find((one) => lower(nameOf(one.get("server"))) === lower(server));
    const active =
      flagOf(copy?.get("active")) ??
      (mountedOn === undefined ? undefined : lower(mountedOn) === lower(server));
    return {
      server,
      ...known({
        active,
        activationPreference: countOf(preferences?.get(lower(server))),
        status: copy?.get("status"),
        copyQueue: countOf(copy?.get("copyQueue")),
        replayQueue: countOf(copy?.get("replayQueue")),
        replayLagSeconds: spanOf(replay?.get(lower(server))),
        truncationLagSeconds: spanOf(truncation?.get(lower(server))),
        volumes: volumesOf(copy),
      }),
    };
  });
}

function volumesOf(copy: Fields | undefined) {
  const volume = (what: string): TopologyVolume | undefined => {
    const found = known({ mountPoint: copy?.get(`${what}Mount`), name: copy?.get(`${what}Volume`) });
    return Object.keys(found).length === 0 ? undefined : found;
  };
  const volumes = known({ database: volume("database"), log: volume("log") });
  return Object.keys(volumes).length === 0 ? undefined : volumes;
}

export function warningsOf(of: Rows): readonly Diagnostic[] {
  return of("warning").map((row) =>
    diagnostic(
      "exchange-incomplete",
      row.get("about") ?? "Exchange",
      row.get("message") ?? "failed without a reason",
    ),
  );
}

/** With `-Status` a database says whether it is mounted, unless the store of its server could not be asked. */
export function unknownOf({ name, mounted }: TopologyDatabase): readonly Diagnostic[] {
  if (mounted !== undefined) return [];
  const message =
    "its store could not be asked: whether it is mounted, whether a backup is in progress and when the last ones were is not known";
  return [diagnostic("exchange-incomplete", name, message)];
}

function lower(text: string | undefined): string {
  return (text ?? "").toLowerCase();
}

export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
