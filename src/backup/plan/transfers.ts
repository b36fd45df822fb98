import type { BackupUnit, Discovery } from "../../model/backup/discovery.ts";
import type { BackupPlan, PlannedUnit, PlannedVolume, Transfer } from "../../model/backup/plan.ts";
import { sameName } from "../../model/names.ts";
import { joinPath, samePath, splitPath, volumeOf } from "./paths.ts";

/** What of a unit must be known before its files can be named. */
export interface KnownUnit {
  readonly databases: PlannedUnit["databases"];
  readonly logFolder: string;
  readonly systemFolder: string;
  readonly logPrefix: string;
}

/** @throws Error naming what is not known */
export function knownUnit({ name, databases, logFolder, systemFolder, logPrefix }: BackupUnit): KnownUnit {
  if (logFolder === null || systemFolder === null) throw new Error(`the folders of ${name} are not known`);
  if (logPrefix === null) throw new Error(`the prefix of the logs of ${name} is not known`);
  if (databases.length === 0) throw new Error(`${name} has no database`);
  return {
    databases: databases.map(({ name: database, guid, file, publicFolders }) => {
      if (file === null) throw new Error(`the file of ${database} is not known`);
      return { name: database, guid, file, ...(publicFolders ? { publicFolders } : {}) };
    }),
    logFolder,
    systemFolder,
    logPrefix,
  };
}

/**
 * What is copied from where to where. Databases of one folder go together, by exact names, each with its flush map where
 * it has one; a file whose name is taken by a database of another folder gets a folder of its own. Logs and checkpoint go
 * together where they lie together.
 */
export function transfersOf(
  { volumes }: Pick<Discovery, "volumes">,
  unit: KnownUnit,
  planned: readonly PlannedVolume[],
  files: string,
): readonly Transfer[] {
  const from = (live: string): string => {
    const mounted = volumeOf(volumes, live);
    const volume = planned.find(({ name }) => mounted !== null && sameName(name, mounted.volume.name));
    if (mounted === null || volume === undefined) throw new Error(`no planned volume has ${live}`);
    return joinPath(volume.exposeAs, mounted.rest);
  };
  const { logFolder, systemFolder, logPrefix } = unit;
  const logs = `${logPrefix}*.log`;
  const checkpoint = `${logPrefix}.chk`;
  const other = (name: "logs" | "checkpoint", live: string, ...patterns: readonly string[]): Transfer => ({
    name,
    live,
    from: from(live),
    to: files,
    files: patterns,
  });
  return [
    ...databaseTransfers(unit, files, from),
    ...(samePath(logFolder, systemFolder)
      ? [other("logs", logFolder, logs, checkpoint)]
      : [other("logs", logFolder, logs), other("checkpoint", systemFolder, checkpoint)]),
  ];
}

function databaseTransfers(
  { databases }: KnownUnit,
  files: string,
  from: (live: string) => string,
): readonly Transfer[] {
  const taken = new Set<string>();
  const transfers: { live: string; to: string; files: string[] }[] = [];
  for (const [at, { guid, file }] of databases.entries()) {
    const { folder, name } = splitPath(file);
    const names = [name, `${name.replace(/\.[^.]*$/, "")}.jfm`];
    const clash = names.some((one) => taken.has(one.toLowerCase()));
    const to = clash ? joinPath(files, guid ?? `database-${at + 1}`) : files;
    if (!clash) for (const one of names) taken.add(one.toLowerCase());
    const beside = transfers.find((one) => samePath(one.live, folder) && one.to === to);
    if (beside === undefined) transfers.push({ live: folder, to, files: names });
    else beside.files.push(...names);
  }
  return transfers.map(({ live, to, files: names }) => ({
    name: "database",
    live,
    from: from(live),
    to,
    files: names,
  }));
}

/** A database file of a plan: where it lies in the exposed shadow copy, and where its copy will. */
export interface CopiedDatabase {
  readonly name: string;
  readonly live: string;
  readonly from: string;
  readonly to: string;
}

export function copiedDatabases({ unit, transfers }: BackupPlan): readonly CopiedDatabase[] {
  return unit.databases.map(({ name, file }) => {
    const { folder, name: fileName } = splitPath(file);
    const transfer = transfers.find(
      (one) => one.name === "database" && samePath(one.live, folder) && one.files.includes(fileName),
    );
    if (transfer === undefined) throw new Error(`no transfer copies ${file}`);
    return {
      name,
      live: file,
      from: joinPath(transfer.from, fileName),
      to: joinPath(transfer.to, fileName),
    };
  });
}
