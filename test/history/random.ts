import fc from "fast-check";
import type { EventRecord } from "../../parsers/record.ts";
import type { ExchangeVersion } from "../../src/lab/events/draft.ts";
import * as completion from "./episodes/completion.ts";
import * as data from "./episodes/data.ts";
import * as ended from "./episodes/ended.ts";
import type { Episode } from "./episodes/episode.ts";
import * as freeze from "./episodes/freeze.ts";
import { frozenSlowly, good, noComponents, overlappingTails } from "./episodes/good.ts";
import * as refused from "./episodes/refused.ts";
import { both, type Expectation, NOTHING, placed } from "./expectation.ts";
import { type Place, startHistory } from "./history.ts";
import { background, site } from "./site.ts";

/** What may happen on a server of any of the unified versions, whatever the role of its databases. */
const ANYWHERE: Readonly<Record<string, Episode>> = {
  full: good("full"),
  incremental: good("incremental"),
  copy: good("copy"),
  differential: good("differential"),
  frozenSlowly,
  noComponents,
  aborted: ended.aborted,
  shutDown: ended.shutDown,
  restarted: ended.restarted,
  inProgress: refused.inProgress,
  prepareFailed: refused.prepareFailed,
  unhealthy: refused.unhealthy,
  volumeMissing: refused.volumeMissing,
  writerMissing: refused.writerMissing,
  storageLost: data.storageLost,
  leftOver: data.leftOver,
  vssError: data.vssError,
};
/** What needs an engine on the server itself. */
const MOUNTED: Readonly<Record<string, Episode>> = {
  freezeTimeout: freeze.freezeTimeout,
  freezeFailed: freeze.freezeFailed,
  notBackedUp: completion.notBackedUp,
  pageCorrupt: data.pageCorrupt,
  directoryTimeout: freeze.directoryTimeout,
};
const PASSIVE: Readonly<Record<string, Episode>> = { linkLost: completion.linkLost };
/** What the store's own writer, up to 2010, can be told to do. */
const BY_STORE: Readonly<Record<string, Episode>> = {
  full: good("full"),
  incremental: good("incremental"),
  copy: good("copy"),
  differential: good("differential"),
  aborted: ended.aborted,
  shutDown: ended.shutDown,
  restarted: ended.restarted,
  inProgress: refused.inProgress,
  freezeTimeout: freeze.freezeTimeout,
  freezeFailed: freeze.freezeFailed,
  pageCorrupt: data.pageCorrupt,
  vssError: data.vssError,
};

type Role = "active" | "passive" | "standalone";

export interface PlannedSite {
  readonly version: ExchangeVersion;
  readonly role: Role;
  readonly databases: number;
  readonly skewSeconds: number;
  readonly offsetSeconds: number;
  readonly episodes: readonly string[];
}

export const plannedSite: fc.Arbitrary<PlannedSite> = fc
  .record({
    version: fc.constantFrom<ExchangeVersion>("2007", "2010", "2013", "2016", "2019", "SE"),
    role: fc.constantFrom<Role>("active", "passive", "standalone"),
    databases: fc.integer({ min: 1, max: 3 }),
    skewSeconds: fc.integer({ min: -25, max: 25 }),
    offsetSeconds: fc.integer({ min: 0, max: 3000 }),
  })
  .chain((rest) =>
    fc
      .array(fc.constantFrom(...Object.keys(episodesFor(rest))), { minLength: 1, maxLength: 3 })
      .map((episodes) => ({ ...rest, episodes })),
  );

type Setting = Pick<PlannedSite, "role" | "version" | "databases">;

function episodesFor({ role, version, databases }: Setting): Readonly<Record<string, Episode>> {
  if (role === "passive") return { ...ANYWHERE, ...PASSIVE };
  const several = databases > 1 ? { overlappingTails } : {};
  if (["2007", "2010"].includes(version)) return { ...BY_STORE, ...several };
  return { ...ANYWHERE, ...MOUNTED, ...several };
}

/** The names of all that may happen on such a server. */
export function episodeNames(setting: Setting): readonly string[] {
  return Object.keys(episodesFor(setting));
}

const DAY = 24 * 3600;

/**
 * Several servers at once; on each a few things in the course of days, far enough apart not to touch.
 *
 * @param noiseSeconds between two other events of a server
 */
export function writeSites(
  sites: readonly PlannedSite[],
  noiseSeconds = 5400,
  begin = "2024-03-13T20:00:00Z",
): {
  readonly records: readonly EventRecord[];
  readonly expectation: Expectation<Place>;
} {
  const history = startHistory(begin);
  let whole: Expectation = NOTHING;
  let end = 0;
  const places = sites.map((planned, i) => ({
    planned,
    here: site(history, {
      version: planned.version,
      server: `SITE${i}A`,
      ...(planned.role === "passive" ? { partner: `SITE${i}B` } : {}),
      partnerSkewSeconds: planned.skewSeconds,
      databases: Array.from({ length: planned.databases }, (_, n) => ({
        name: `DB${i}-${n}`,
        role: planned.role,
      })),
    }),
  }));
  for (const { planned, here } of places) {
    planned.episodes.forEach((name, turn) => {
      const episode = episodesFor(planned)[name];
      if (episode === undefined) throw new Error(`no episode ${name}`);
      const outcome = episode(here, 3600 + planned.offsetSeconds + turn * 1.2 * DAY);
      whole = both(whole, outcome.expectation);
      end = Math.max(end, outcome.end);
    });
  }
  for (const { here } of places) {
    for (const server of here.partner === null ? [here.server] : [here.server, here.partner]) {
      background(history, server, 0, end + 1.1 * DAY, noiseSeconds);
    }
  }
  const written = history.finish();
  return { records: written.records, expectation: placed(whole, written) };
}
