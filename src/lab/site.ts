import type { ExchangeVersion } from "./events/draft.ts";

/** What servers there are, and which databases on them. */
export interface Site {
  /** The writer of 2010 (store and replication service), or the one of 2013 and later. */
  readonly version: Exclude<ExchangeVersion, "2003" | "2007">;
  readonly databases: readonly DatabaseOptions[];
  /** How far the clock of the second server is ahead. */
  readonly skewSeconds?: number;
}

export interface DatabaseOptions {
  readonly name: string;
  /** The server, by its place, on which it is mounted. */
  readonly active: 0 | 1;
  /** With two, the other server has a copy. */
  readonly copies: 1 | 2;
  /** How long the other server's copy waits before it replays a log. */
  readonly lagSeconds?: number;
}

/** Every report shows these names, so that nobody takes it for one of real servers. */
export const SERVERS = ["SIM-EX1.simulated.example", "SIM-EX2.simulated.example"] as const;
export const DAG = "SIM-DAG";

/** One database mounted on each server, with a copy on the other. */
export const USUAL_SITE: Site = {
  version: "2019",
  databases: [
    { name: "SIM-DB01", active: 0, copies: 2 },
    { name: "SIM-DB02", active: 1, copies: 2 },
  ],
};

/** The topology in the form of `--topology` (docs/configuration.md). */
export function topologyOf(site: Site) {
  return {
    servers: SERVERS.map((name) => ({ name, dag: DAG })),
    databases: site.databases.map(({ name, active, copies, lagSeconds }) => ({
      name,
      circularLogging: false,
      copies: SERVERS.filter((_, i) => i === active || copies === 2).map((server) => ({
        server,
        active: server === SERVERS[active],
        replayLagSeconds: server === SERVERS[active] ? 0 : (lagSeconds ?? 0),
        truncationLagSeconds: 0,
      })),
    })),
  };
}
