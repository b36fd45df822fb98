import type { BackupUnit, Discovery } from "../../model/backup/discovery.ts";
import { sameServer } from "../../model/names.ts";
import type { Topology } from "../../model/topology.ts";

/** What a discovery knows of databases and copies, as the judging of the run's job needs it. */
export function topologyOf({ server, units }: Discovery): Topology {
  const names = new Map([server, ...units.flatMap(holders)].map((name) => [name.toLowerCase(), name]));
  return {
    servers: [...names.values()].map((name) => ({ name })),
    databases: units.filter(({ recovery }) => !recovery).flatMap((unit) => databasesOf(unit)),
  };
}

function databasesOf(unit: BackupUnit): Topology["databases"] {
  return unit.databases.map(({ name, guid, mounted }) => ({
    name,
    ...(guid === null ? {} : { guid }),
    ...(mounted === null ? {} : { mounted }),
    ...(unit.kind === "storage-group" ? { storageGroup: unit.name } : {}),
    ...(unit.circularLogging === null ? {} : { circularLogging: unit.circularLogging }),
    copies: unit.copies.map(({ server, replayLagSeconds }) => ({
      server,
      ...(unit.mountedOn === null ? {} : { active: sameServer(server, unit.mountedOn) }),
      ...(replayLagSeconds === null ? {} : { replayLagSeconds }),
    })),
  }));
}

function holders({ copies }: BackupUnit): readonly string[] {
  return copies.map(({ server }) => server);
}
