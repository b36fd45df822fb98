import { expect } from "vitest";
import { componentsOf } from "../../../src/backup/plan/components.ts";
import { planBackup } from "../../../src/backup/plan/plan.ts";
import { USUAL_LIMITS } from "../../../src/backup/run/ports.ts";
import { diskshadowScript } from "../../../src/backup/script/diskshadow.ts";
import { unitsOfRows } from "../../../src/exchange/units-of-rows.ts";
import type { ShellRow } from "../../../src/model/shell.ts";
import { runQuestion } from "../../../src/platform/envelope.ts";
import { database, server } from "../../exchange/discover/database-rows.ts";
import { row } from "../../exchange/shell.ts";
import { failed, GIB, look, STORE, writers } from "../plan/preflight-cases.ts";
import { DB01, DB02, discovery, options, unit } from "../site.ts";
import { defect } from "./defect.ts";

/** What the Exchange shell tells of a server with so many databases. */
function rowsOf(databases: number): readonly ShellRow[] {
  return [server("EX1"), ...Array.from({ length: databases }, (_, at) => database(`DB${at}`))];
}

/** PowerShell unwraps what a function gives: nothing becomes null, and one object stands by itself, without a count. */
function unwrapped<T>(all: readonly T[]): T | readonly T[] | null {
  return all.length > 1 ? all : (all[0] ?? null);
}

const CLUSTER: readonly ShellRow[] = [
  row("server", { name: "EXCMS", fqdn: "EXCMS.corp.local", version: "Version 8.3 (Build 83.6)" }),
  ...["NODE1", "NODE2"].map((node) => row("node", { server: "EXCMS", node, storage: "NonShared" })),
  row("operational", { server: "EXCMS", node: "NODE1 <Active, Quorum Owner>" }),
  row("group", {
    name: "SG1",
    guid: DB01,
    server: "EXCMS",
    logs: "L:\\SG1",
    system: "S:\\SG1",
    prefix: "E00",
  }),
  row("database", {
    name: "MDB1",
    server: "EXCMS",
    group: "EXCMS\\SG1",
    file: "E:\\SG1\\MDB1.edb",
    mounted: "True",
  }),
];

interface Named {
  /** Whose databases are looked for. */
  readonly server: string;
  readonly units: number;
  /** In the writer's component. */
  readonly machine: string;
}

interface Care {
  readonly codes: readonly string[];
  /** Hours without a sign of life, after which a program is ended. */
  readonly patience: readonly number[];
}

/** As an answer comes back from PowerShell, in which the mark of the question stands. */
function answered(stray: readonly string[]): unknown {
  const { line, find } = runQuestion("x", []);
  const mark = /'([0-9a-f]{24})' 'run'/.exec(line)?.[1];
  return find([...stray, `{tls ${mark} ok  0 . tls}`].join("\n"))?.ok;
}

/** What is wrong with a server on which nothing is as it should be, as far as it is seen before the backup begins. */
const SEEN = look({
  machine: writers({ ...STORE, ...failed }),
  unit: { circularLogging: true, backupInProgress: true, copyStatus: "Failed" },
  options: { bytesNeeded: 1e6 * GIB },
});

export const SERVER = [
  defect(
    12,
    "none, one and several databases are found as none, one and several",
    (found: (databases: number) => number) => expect([0, 1, 2].map(found)).toEqual([0, 1, 2]),
    (databases) => {
      const all = unwrapped(rowsOf(databases).slice(1));
      // A count of a single object is null, which is less than 1; and a loop over null runs once.
      return all === null ? 1 : "length" in all && Array.isArray(all[0]) ? all.length : 0;
    },
    (databases) => unitsOfRows(rowsOf(databases), "EX1", "EX1").units.length,
  ),
  defect(
    13,
    "what else is printed does not change whether something went well",
    (answer: (stray: readonly string[]) => unknown) => {
      expect(answer(["WARNING: a certificate will expire"])).toEqual(answer([]));
    },
    // All that a function printed is in what it gives back, the status at its end.
    (stray) => (stray.length === 0 ? 0 : [...stray, 0]),
    answered,
  ),
  defect(
    19,
    "what would fail later, or make the backup worthless, is seen before it begins",
    (codes: readonly string[]) =>
      expect(codes).toEqual(
        expect.arrayContaining([
          "CIRCULAR_LOGGING",
          "BACKUP_IN_PROGRESS",
          "COPY_UNHEALTHY",
          "WRITER_FAILED",
          "TARGET_SPACE",
        ]),
      ),
    [],
    SEEN.filter(({ blocks }) => blocks).map(({ code }) => code),
  ),
  defect(
    27,
    "databases of 2010 and later are found, each with its logs and prefix",
    (units: (rows: readonly ShellRow[]) => readonly (string | null)[]) =>
      expect(units(rowsOf(1))).toEqual(["C:\\ExchangeDatabases\\DB0\\DB0.log", "E00"]),
    // By way of storage groups, which there are none of.
    (rows) => rows.filter(([kind]) => kind === "group").flatMap(([, ...fields]) => fields),
    (rows) =>
      unitsOfRows(rows, "EX1", "EX1").units.flatMap(({ logFolder, logPrefix }) => [logFolder, logPrefix]),
  ),
  defect(
    28,
    "on a cluster Exchange is asked by its server's name, and the writer by the node's",
    (named: (node: string) => Named) =>
      expect(named("NODE1")).toEqual({ server: "EXCMS", units: 1, machine: "NODE1" }),
    (node) => ({
      server: node,
      units: CLUSTER.filter((one) => one[0] === "group" && one.includes(node)).length,
      machine: node,
    }),
    (node) => {
      const { server: name, units } = unitsOfRows(CLUSTER, node, node);
      const [first] = units;
      const [component = ""] = first === undefined ? [] : componentsOf({ node, writers: null }, first);
      return { server: name, units: units.length, machine: component.split("\\").at(-2) ?? "" };
    },
  ),
  defect(
    30,
    "missing rights and a process of the wrong width are seen first, and a program that hangs is ended",
    ({ codes, patience }: Care) => {
      expect(codes).toEqual(expect.arrayContaining(["NOT_ELEVATED", "PROCESS_32_BIT"]));
      for (const hours of patience) expect(hours).toBeLessThanOrEqual(1);
    },
    { codes: [], patience: [Number.POSITIVE_INFINITY] },
    {
      codes: look({ machine: { elevated: false, bits: { system: 64, process: 32 } } })
        .filter(({ blocks }) => blocks)
        .map(({ code }) => code),
      patience: [USUAL_LIMITS.before, USUAL_LIMITS.copying, USUAL_LIMITS.after].map((ms) => ms / 3_600_000),
    },
  ),
  defect(
    31,
    "the same server gives the same script, in whatever order it is told",
    (script: (guids: readonly string[]) => string) => {
      const third = "33333333-3333-4333-8333-333333333333";
      expect(script([DB01, DB02, third])).toBe(script([third, DB02, DB01]));
    },
    // A table of objects has no order but that of its making.
    (guids) => [...new Map(guids.map((guid) => [{ guid }, `add ${guid}`])).values()].join("\n"),
    (guids) => {
      const units = guids.map((guid) => unit(`DB-${guid[0]}`, guid));
      const wanted = units.find(({ guid }) => guid === DB01);
      if (wanted === undefined) throw new Error("no DB01");
      return diskshadowScript(planBackup(discovery({ units }), wanted, options()));
    },
  ),
];
