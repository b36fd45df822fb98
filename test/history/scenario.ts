import type { EventRecord } from "../../parsers/record.ts";
import { type ExchangeVersion, hash } from "../../src/lab/events/draft.ts";
import type { Database } from "../../src/lab/events/steps.ts";
import type { Topology } from "../../src/model/topology.ts";
import type { Episode } from "./episodes/episode.ts";
import { type Expectation, placed } from "./expectation.ts";
import { type Place, startHistory } from "./history.ts";
import { background, type Site, site } from "./site.ts";

/** A whole history with a name: what the samples and the tests are made of. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  build(): Built;
}

export interface Built {
  readonly records: readonly EventRecord[];
  readonly expectation: Expectation<Place>;
  readonly topology: Topology | null;
}

export interface ScenarioOptions {
  readonly version: ExchangeVersion;
  /** Roles of the databases, in order; names are given out. */
  readonly databases: readonly Database["role"][];
  readonly names?: readonly string[];
  /** A second server. There has to be one where a database is passive, and it may be there anyway. */
  readonly partner?: boolean;
  readonly partnerSkewSeconds?: number;
  readonly braces?: boolean;
  /** Where the logs begin and end, in seconds from the episode's begin and from its end. */
  readonly before?: number;
  readonly after?: number;
  /** Records that are given to the analysis; the others are kept from it. */
  readonly keep?: (record: EventRecord, here: Site) => boolean;
  readonly adapt?: (expectation: Expectation<Place>, here: Site) => Expectation<Place>;
  readonly topology?: (here: Site) => Topology;
}

export const HOUR = 3600;
/** A day and a bit: long enough for the absence of truncation to be judged. */
export const A_DAY = 25.5 * HOUR;

/**
 * A scenario of one episode, on servers and databases of its own (so that all samples can be read at one
 * time). The same name gives the same records.
 */
export function scenario(name: string, title: string, episode: Episode, options: ScenarioOptions): Scenario {
  return { name, title, build: () => build(name, episode, options) };
}

function build(name: string, episode: Episode, options: ScenarioOptions): Built {
  const number = 1000 + (hash(name) % 9000);
  // days after the 12th, so that a date with slashes can be told apart from its own file
  const day = hash(`day ${name}`);
  const begin = new Date(Date.UTC(2024, day % 12, 13 + (Math.floor(day / 12) % 6), 20));
  const history = startHistory(begin.toISOString());
  const here = site(history, {
    version: options.version,
    server: `MBX${number}A`,
    ...(options.partner === true ? { partner: `MBX${number}B` } : {}),
    partnerSkewSeconds: options.partnerSkewSeconds ?? 0,
    databases: options.databases.map((role, i) => ({
      name: options.names?.[i] ?? `DB${number}-${i + 1}`,
      role,
    })),
    braces: options.braces ?? false,
  });
  const at = HOUR;
  const { expectation, end } = episode(here, at);
  const from = at - (options.before ?? 0.5 * HOUR);
  const to = end + (options.after ?? 1.5 * HOUR);
  for (const server of here.partner === null ? [here.server] : [here.server, here.partner]) {
    background(history, server, from, to, Math.max(400, (to - from) / 24));
  }
  const written = history.finish();
  const { keep, adapt } = options;
  const whole = placed(expectation, written);
  return {
    records: keep === undefined ? written.records : written.records.filter((record) => keep(record, here)),
    expectation: adapt === undefined ? whole : adapt(whole, here),
    topology: options.topology?.(here) ?? null,
  };
}
