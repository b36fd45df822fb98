import { firstLabel } from "../../model/names.ts";
import type { Shell, ShellAnswer, ShellRow } from "../../model/shell.ts";
import { edbPath } from "../faults/mounting.ts";
import { DAG, SERVERS } from "../site.ts";
import type { Copy, LabDatabase } from "../world.ts";
import { EXCHANGE } from "./process.ts";
import { type LabState, lettersOf } from "./state.ts";
import { logFolder } from "./volumes.ts";

/** The scripts that are answered: those of src/exchange, which the lab may not know. */
export interface LabScripts {
  readonly topology: string;
  readonly machine: string;
}

/** A PowerShell of a simulated server. It understands two scripts, and answers them by rows as they would. */
export function labShell(state: LabState, scripts: LabScripts): Shell {
  let closed = false;
  return {
    async ask(script, values, { signal }): Promise<ShellAnswer> {
      if (closed || signal?.aborted === true) return CLOSED;
      const rows =
        script === scripts.topology
          ? () => topologyRows(state, values[0] ?? null)
          : script === scripts.machine
            ? () => machineRows(state)
            : null;
      if (rows === null) {
        return { ok: false, reason: "script", message: "the simulated shell does not know this script" };
      }
      try {
        await state.time.wait(script === scripts.topology ? 8 : 2, signal);
      } catch {
        return CLOSED;
      }
      return { ok: true, rows: rows() };
    },
    async close() {
      closed = true;
    },
  };
}

const CLOSED: ShellAnswer = { ok: false, reason: "closed", message: "closed" };

/** A kind, and pairs of name and value. */
function row(kind: string, fields: Readonly<Record<string, string | number | boolean | null>>): ShellRow {
  const text = (value: string | number | boolean | null): string | null =>
    value === null ? null : typeof value === "boolean" ? (value ? "True" : "False") : String(value);
  return [kind, ...Object.entries(fields).flatMap(([name, value]) => [name, text(value)])];
}

function machineRows(state: LabState): readonly ShellRow[] {
  const { server, volumes } = state;
  const escaped = (text: string): string => text.replaceAll("\\", "\\\\");
  const isDrive = (point: string): boolean => /^[A-Z]:\\$/.test(point);
  const object = (kind: string, key: string, value: string): string =>
    `\\\\${server.short}\\root\\cimv2:${kind}.${key}="${escaped(value)}"`;
  return [
    row("machine", {
      name: server.short,
      elevated: true,
      processor: "AMD64",
      native: null,
      cluster: DAG,
    }),
    row("exchange", { folder: EXCHANGE }),
    ...volumes.map(({ name, mountPoint, bytes, freeBytes }) =>
      row("volume", {
        name,
        letter: isDrive(mountPoint) ? mountPoint.slice(0, 2) : null,
        path: mountPoint,
        bytes,
        free: freeBytes,
        fileSystem: "NTFS",
      }),
    ),
    ...volumes.map(({ name, mountPoint }) =>
      row("mount", {
        directory: object(
          "Win32_Directory",
          "Name",
          isDrive(mountPoint) ? mountPoint : mountPoint.slice(0, -1),
        ),
        volume: object("Win32_Volume", "DeviceID", name),
      }),
    ),
    ...lettersOf(state).map((letter) => row("letter", { letter: `${letter}:\\` })),
  ];
}

const VERSIONS = {
  "2010": "Version 14.3 (Build 123.4)",
  "2013": "Version 15.0 (Build 1497.2)",
  "2016": "Version 15.1 (Build 2507.6)",
  "2019": "Version 15.2 (Build 1118.7)",
  SE: "Version 15.2 (Build 2562.17)",
} as const;

/** @param only the databases of this server; null: all */
function topologyRows({ lab }: LabState, only: string | null): readonly ShellRow[] {
  const asked = only === null || only === "" ? null : firstLabel(only).toLowerCase();
  const databases = lab.databases.filter(
    ({ copies }) => asked === null || copies.some(({ server }) => server.short.toLowerCase() === asked),
  );
  return [
    row("shell", { how: "connected" }),
    ...SERVERS.map((fqdn) =>
      row("server", { name: firstLabel(fqdn), fqdn, version: VERSIONS[lab.site.version] }),
    ),
    row("dag", { name: DAG, witness: null }),
    ...SERVERS.map((fqdn) => row("member", { dag: DAG, server: firstLabel(fqdn) })),
    ...databases.flatMap((database) =>
      databaseRows(
        database,
        lab.asked.some((one) => isOpen(one, database)),
      ),
    ),
    ...databases.flatMap(({ copies }) => copies.map(copyRow)),
  ];
}

/** Exchange's word for it: a job of the database that was begun, and is neither complete nor given up. */
function isOpen(backup: LabState["lab"]["asked"][number], database: LabDatabase): boolean {
  return backup.server.writer.has(backup) && backup.copies.some((copy) => copy.database === database);
}

function databaseRows(database: LabDatabase, inProgress: boolean): readonly ShellRow[] {
  const { name, guid, copies, lastFull } = database;
  const active = copies.find((copy) => copy.active) ?? copies[0];
  const short = active?.server.short ?? null;
  const mounted = active?.status === "Mounted";
  const span = (seconds: number): string =>
    `${Math.floor(seconds / 86_400)}.${new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19)}`;
  return [
    row("database", {
      name,
      guid,
      server: short,
      mountedOn: active?.server.server.name ?? null,
      home: DAG,
      group: null,
      recovery: false,
      public: false,
      circular: false,
      mounted,
      inProgress,
      file: edbPath({ database }),
      logs: logFolder({ database }),
      system: logFolder({ database }),
      prefix: "E00",
      worker: active?.engine.pid ?? null,
    }),
    row("backups", {
      database: name,
      full: lastFull === null ? null : new Date(lastFull.time).toISOString(),
      incremental: null,
      differential: null,
      copy: null,
    }),
    ...copies.map(({ server }) => row("holder", { database: name, server: server.short })),
    ...copies.map(({ server, active: first }) =>
      row("preference", { database: name, server: server.short, value: first ? 1 : 2, pair: null }),
    ),
    ...copies.map(({ server, lagSeconds }) =>
      row("replay", { database: name, server: server.short, value: span(lagSeconds), pair: null }),
    ),
    ...copies.map(({ server }) =>
      row("truncation", { database: name, server: server.short, value: span(0), pair: null }),
    ),
  ];
}

function copyRow({ database, server, active, status, inspected, replayed }: Copy): ShellRow {
  return row("copy", {
    database: database.name,
    server: server.short,
    active,
    status,
    copyQueue: active ? 0 : Math.max(0, database.current.generation - 1 - inspected),
    replayQueue: active ? 0 : inspected - replayed,
    databaseMount: "D:\\Databases\\",
    databaseVolume: null,
    logMount: "D:\\",
    logVolume: null,
  });
}
