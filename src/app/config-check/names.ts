import type { Expectation } from "../../model/expectation.ts";
import { fitsPattern, isPattern } from "../../model/name-pattern.ts";
import { sameName, shortName } from "../../model/names.ts";
import type { Settings } from "../../model/settings.ts";
import type { Topology } from "../../model/topology.ts";
import type { WatchSettings } from "../../model/watch-settings.ts";
import { type Remark, warning } from "./remark.ts";

const DAY_SECONDS = 86_400;

/** Expectations that cannot be kept, or never count. */
export function checkExpectations(expect: readonly Expectation[]): Remark[] {
  return expect.flatMap(({ database, type, window, ...limit }, n) => {
    const path = ["expect", n];
    const covered = expect
      .slice(0, n)
      .some((earlier) => earlier.type === type && coversAll(earlier.database, database));
    const shortest = Math.min(limit.maxAgeSeconds, ...(limit.days ?? []).map((day) => day.maxAgeSeconds));
    const open = window === undefined ? 0 : (window.to - window.from + DAY_SECONDS) % DAY_SECONDS;
    return [
      ...(covered
        ? [warning([...path, "database"], "never counts: an earlier entry fits all that this one fits")]
        : []),
      ...(window !== undefined && shortest + open < DAY_SECONDS
        ? [
            warning(
              [...path, "window"],
              "the limit cannot be kept: it is shorter than from one window to the next",
            ),
          ]
        : []),
    ];
  });
}

/** Whether what fits a later pattern surely fits an earlier one. */
function coversAll(earlier: string, later: string): boolean {
  return earlier === "*" || sameName(earlier, later) || (!isPattern(later) && fitsPattern(earlier, later));
}

/** Names and patterns that fit nothing in the topology. */
export function checkNames(watch: WatchSettings, settings: Settings, topology: Topology): Remark[] {
  const databases = topology.databases.map(({ name }) => name);
  const servers = [
    ...topology.servers.map(({ name }) => name),
    ...topology.databases.flatMap(({ copies }) => copies.map(({ server }) => server)),
  ].flatMap((name) => [name, shortName(name)]);
  const fits = (pattern: string, names: readonly string[]): boolean =>
    names.some((name) => fitsPattern(pattern, name));
  const database = (pattern: string | undefined, path: Remark["path"]): Remark[] =>
    pattern === undefined || fits(pattern, databases)
      ? []
      : [warning([...path, "database"], "fits no database of the topology")];
  return [
    ...watch.expect.flatMap((one, n) => [
      ...database(one.database, ["expect", n]),
      ...circular(one, topology, ["expect", n]),
    ]),
    ...settings.severities.flatMap((one, n) => database(one.database, ["severities", n])),
    ...watch.alerts.silences.flatMap((one, n) => {
      const path = ["alerts", "silences", n];
      const unknown = one.server !== undefined && !fits(one.server, servers);
      return [
        ...database(one.database, path),
        ...(unknown ? [warning([...path, "server"], "fits no server of the topology")] : []),
      ];
    }),
    ...watch.alerts.sinks.flatMap((sink, n) =>
      sink.kind !== "ping"
        ? []
        : sink.jobs.flatMap((job, m) => database(job.database, ["alerts", "sinks", n, "jobs", m])),
    ),
  ];
}

/** Exchange refuses incremental backups where circular logging is on. */
function circular({ database, type }: Expectation, topology: Topology, path: Remark["path"]): Remark[] {
  const names = topology.databases
    .filter((one) => one.circularLogging === true && fitsPattern(database, one.name))
    .map(({ name }) => name);
  return type === "full" || names.length === 0
    ? []
    : [
        warning(
          [...path, "type"],
          `circular logging is on for ${names.slice(0, 3).join(", ")}${names.length > 3 ? " and others" : ""}: only full backups work there`,
        ),
      ];
}
