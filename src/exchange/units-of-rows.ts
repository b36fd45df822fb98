import type { BackupUnit, UnitDatabase } from "../model/backup/discovery.ts";
import { guidOf } from "../model/guid.ts";
import { sameServer } from "../model/names.ts";
import type { ShellRow } from "../model/shell.ts";
import { type Cluster, clusterOf } from "./cluster-of-rows.ts";
import { byKind, type Fields, flagOf, nameOf } from "./rows.ts";
import { byName, databaseOf, groupOf, leafOf, type Rows, unknownOf, warningsOf } from "./topology-of-rows.ts";

export interface FoundUnits {
  /** As Exchange names it. */
  readonly server: string;
  readonly units: readonly BackupUnit[];
  readonly problems: readonly string[];
}

/**
 * What can be backed up on a server, as the rows of `topology-script.ts` tell it.
 *
 * @param asked the server, or the node of a cluster
 * @param node this machine
 */
export function unitsOfRows(rows: readonly ShellRow[], asked: string, node: string): FoundUnits {
  const of = byKind(rows);
  const cluster = clusterOf(of, asked, node);
  const known = of("server").flatMap((row) => nameOf(row.get("name")) ?? []);
  const server = known.find((name) => sameServer(name, cluster?.server ?? asked));
  const name = server ?? cluster?.server ?? asked;
  const told = of("database").filter((row) => row.has("name"));
  const databases = told.filter((row) => !row.has("group")).flatMap((row) => databaseUnit(row, name, of));
  const grouped = told.filter((row) => row.has("group") && isOf(row, name));
  const groups = new Map<string, Fields[]>();
  for (const row of grouped) {
    const key = leafOf(row.get("group"))?.toLowerCase() ?? "";
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const storageGroups = [...groups.values()].map((members) => groupUnit(members, name, cluster, of));
  const units = [...databases, ...storageGroups].sort(byName);
  const here = new Set(units.flatMap((unit) => unit.databases.map((database) => database.name)));
  return {
    server: name,
    units,
    problems: [
      ...warningsOf(of).map(({ where, message }) => `${where}: ${message}`),
      ...(server === undefined ? [`the Exchange shell knows no mailbox server ${name}`] : []),
      ...(cluster?.problems ?? []),
      ...(units.length === 0 ? [`the Exchange shell told no database of ${name}`] : []),
      ...told.flatMap((row) => {
        const database = databaseOf(row, of);
        return here.has(database.name)
          ? unknownOf(database).map(({ where, message }) => `${where}: ${message}`)
          : [];
      }),
      ...units.flatMap(missingOf),
    ],
  };
}

function isOf(row: Fields, server: string): boolean {
  const own = nameOf(row.get("server"));
  return own === undefined || sameServer(own, server);
}

/** Exchange 2010 and later. Not here: nothing. */
function databaseUnit(row: Fields, server: string, of: Rows): readonly BackupUnit[] {
  const database = databaseOf(row, of);
  const { name, guid, copies, circularLogging, backupInProgress, logFolder, logPrefix } = database;
  const here = copies.find((copy) => sameServer(copy.server, server));
  if (here === undefined && copies.length > 0) return [];
  const mountedOn = nameOf(row.get("mountedOn")) ?? copies.find(({ active }) => active === true)?.server;
  return [
    {
      kind: "database",
      name,
      guid: guid ?? null,
      recovery: flagOf(row.get("recovery")) === true,
      role: databaseRole(copies.length, mountedOn, server),
      mountedOn: mountedOn ?? null,
      databases: [memberOf(row, of)],
      logFolder: logFolder ?? null,
      // From 2010 on a database has no such folder of its own: its checkpoint lies with its logs.
      systemFolder: row.get("system") ?? logFolder ?? null,
      logPrefix: logPrefix ?? null,
      circularLogging: circularLogging ?? null,
      backupInProgress: backupInProgress ?? null,
      copyStatus: here?.status ?? null,
      copies:
        copies.length === 0
          ? [{ server, replayLagSeconds: null }]
          : copies.map((copy) => ({ server: copy.server, replayLagSeconds: copy.replayLagSeconds ?? null })),
    },
  ];
}

function databaseRole(copies: number, mountedOn: string | undefined, server: string): BackupUnit["role"] {
  if (mountedOn === undefined) return "unknown";
  if (!sameServer(mountedOn, server)) return "passive";
  return copies > 1 ? "active" : "standalone";
}

/** Exchange 2007: databases that share a log stream. */
function groupUnit(
  members: readonly Fields[],
  server: string,
  cluster: Cluster | null,
  of: Rows,
): BackupUnit {
  const [first] = members;
  const group = first === undefined ? undefined : groupOf(first, of);
  const name = leafOf(group?.get("name") ?? first?.get("group")) ?? "";
  const role = cluster === null ? "standalone" : cluster.role;
  const status = of("groupCopy").find((row) => {
    const [owner, leaf] = (row.get("group") ?? "").split("\\");
    return leaf?.toLowerCase() === name.toLowerCase() && sameServer(owner ?? "", server);
  });
  return {
    kind: "storage-group",
    name,
    guid: guidOf(group?.get("guid") ?? ""),
    recovery: [group, ...members].some((row) => flagOf(row?.get("recovery")) === true),
    role,
    mountedOn: cluster === null ? server : cluster.activeNode,
    databases: members.map((row) => memberOf(row, of)).sort(byName),
    logFolder: group?.get("logs") ?? null,
    systemFolder: group?.get("system") ?? null,
    logPrefix: group?.get("prefix") ?? null,
    circularLogging: flagOf(group?.get("circular")) ?? null,
    backupInProgress: someOf(members.map((row) => flagOf(row.get("inProgress")))),
    // It tells of the passive copy, on whatever node it is asked.
    copyStatus: role === "passive" ? (status?.get("status") ?? null) : null,
    copies: (cluster?.copies ?? [server]).map((holder) => ({ server: holder, replayLagSeconds: null })),
  };
}

/** One yes is a yes; a no needs all of them. */
function someOf(flags: readonly (boolean | undefined)[]): boolean | null {
  if (flags.includes(true)) return true;
  return flags.length > 0 && flags.every((flag) => flag === false) ? false : null;
}

function memberOf(row: Fields, of: Rows): UnitDatabase {
  const { name, guid, mounted, file } = databaseOf(row, of);
  return {
    name,
    guid: guid ?? null,
    publicFolders: flagOf(row.get("public")) === true,
    mounted: mounted ?? null,
    file: file ?? null,
  };
}

/** What a backup needs to know, in one sentence; nobody backs up what is there for a recovery. */
function missingOf(unit: BackupUnit): readonly string[] {
  if (unit.recovery) return [];
  const missing = [
    ...(unit.guid === null ? ["its GUID"] : []),
    ...(unit.role === "unknown" ? ["where it is mounted"] : []),
    ...unit.databases.flatMap(({ name, file }) => (file === null ? [`the file of ${name}`] : [])),
    ...(unit.logFolder === null ? ["its log folder"] : []),
    ...(unit.systemFolder === null ? ["its system folder"] : []),
    ...(unit.logPrefix === null ? ["the prefix of its logs"] : []),
    ...(unit.circularLogging === null ? ["whether its logging is circular"] : []),
    ...(unit.role === "passive" && unit.copyStatus === null ? ["how its copy here is"] : []),
  ];
  return missing.length === 0 ? [] : [`${unit.name}: the Exchange shell did not tell ${missing.join(", ")}`];
}
