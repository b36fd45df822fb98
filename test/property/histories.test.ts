import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventRecord } from "../../parsers/record.ts";
import { analyzeRecords } from "../history/analysing.ts";
import { type Concluded, differences } from "../history/compare.ts";
import * as completion from "../history/episodes/completion.ts";
import * as data from "../history/episodes/data.ts";
import * as ended from "../history/episodes/ended.ts";
import type { Episode } from "../history/episodes/episode.ts";
import * as freeze from "../history/episodes/freeze.ts";
import { frozenSlowly, good, noComponents } from "../history/episodes/good.ts";
import * as refused from "../history/episodes/refused.ts";
import { both, type Expectation, NOTHING, placed } from "../history/expectation.ts";
import { type ExchangeVersion, type Place, startHistory } from "../history/history.ts";
import { background, site } from "../history/site.ts";

const FULL = process.env.THAWLINE_PROOF === "full";
const RUNS = { seed: 20240310, numRuns: FULL ? 400 : 12 };

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

type Role = "active" | "passive" | "standalone";

interface PlannedSite {
  readonly version: ExchangeVersion;
  readonly role: Role;
  readonly databases: number;
  readonly episodes: readonly string[];
}

const plannedSite: fc.Arbitrary<PlannedSite> = fc
  .record({
    version: fc.constantFrom<ExchangeVersion>("2013", "2016", "2019", "SE"),
    role: fc.constantFrom<Role>("active", "passive", "standalone"),
    databases: fc.integer({ min: 1, max: 3 }),
  })
  .chain((rest) =>
    fc
      .array(fc.constantFrom(...Object.keys(episodesFor(rest.role))), { minLength: 1, maxLength: 3 })
      .map((episodes) => ({ ...rest, episodes })),
  );

function episodesFor(role: Role): Readonly<Record<string, Episode>> {
  return { ...ANYWHERE, ...(role === "passive" ? PASSIVE : MOUNTED) };
}

const DAY = 24 * 3600;

/** Several servers at once; on each a few things in the course of days, far enough apart not to touch. */
function write(sites: readonly PlannedSite[]): {
  readonly records: readonly EventRecord[];
  readonly expectation: Expectation<Place>;
} {
  const history = startHistory("2024-03-13T20:00:00Z");
  let whole: Expectation = NOTHING;
  let end = 0;
  const places = sites.map((planned, i) => ({
    planned,
    here: site(history, {
      version: planned.version,
      server: `SITE${i}A`,
      ...(planned.role === "passive" ? { partner: `SITE${i}B` } : {}),
      databases: Array.from({ length: planned.databases }, (_, n) => ({
        name: `DB${i}-${n}`,
        role: planned.role,
      })),
    }),
  }));
  for (const { planned, here } of places) {
    planned.episodes.forEach((name, turn) => {
      const episode = episodesFor(planned.role)[name];
      if (episode === undefined) throw new Error(`no episode ${name}`);
      const outcome = episode(here, 3600 + turn * 1.2 * DAY);
      whole = both(whole, outcome.expectation);
      end = Math.max(end, outcome.end);
    });
  }
  for (const { here } of places) {
    for (const server of here.partner === null ? [here.server] : [here.server, here.partner]) {
      background(history, server, 0, end + 1.1 * DAY, 5400);
    }
  }
  const written = history.finish();
  return { records: written.records, expectation: placed(whole, written) };
}

const plannedHistory = fc.array(plannedSite, { minLength: 1, maxLength: FULL ? 3 : 2 });

describe("random histories of several servers", () => {
  it("are concluded as their parts are", async () => {
    await fc.assert(
      fc.asyncProperty(plannedHistory, async (sites) => {
        const { records, expectation } = write(sites);
        const got = await analyzeRecords([records]);
        expect(differences(loosened(expectation), got)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("lose no event of a job: each is among the events of its job", async () => {
    await fc.assert(
      fc.asyncProperty(plannedHistory, async (sites) => {
        const { records } = write(sites);
        const { jobs } = await analyzeRecords([records]);
        for (const job of jobs) {
          const held = new Set(job.events.map(({ server, recordId }) => `${server} ${recordId}`));
          const own = records.filter(
            ({ provider, strings }) =>
              provider === "MSExchangeRepl" && job.guid !== null && strings[0] === job.guid,
          );
          const lost = own.filter(({ server, recordId }) => !held.has(`${server} ${recordId}`));
          expect(lost.map(({ eventId, time }) => `${eventId} ${time}`)).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it("do not depend on the order in which records and files arrive", async () => {
    await fc.assert(
      fc.asyncProperty(
        plannedHistory,
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        async (sites, keys) => {
          const { records } = write(sites);
          const order = records.map((record, i) => ({ record, key: (keys[i % keys.length] ?? 0) * (i + 1) }));
          order.sort((a, b) => (a.key % 1009) - (b.key % 1009));
          const shuffled = order.map(({ record }) => record);
          const half = Math.floor(shuffled.length / 2);
          const got = await analyzeRecords([shuffled.slice(half), shuffled.slice(0, half)]);
          expect(plain(got)).toEqual(plain(await analyzeRecords([records])));
        },
      ),
      RUNS,
    );
  });
});

describe("a log that is cut", () => {
  it("never fails a backup that the whole log does not fail", async () => {
    await fc.assert(
      fc.asyncProperty(
        plannedHistory,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (sites, a, b) => {
          const { records } = write(sites);
          const from = Math.floor(Math.min(a, b) * records.length);
          const to = Math.ceil(Math.max(a, b) * records.length);
          const whole = failures(await analyzeRecords([records]));
          for (const part of [records.slice(0, to), records.slice(from), records.slice(from, to)]) {
            const more = [...failures(await analyzeRecords([part]))].filter((one) => !whole.has(one));
            expect(more).toEqual([]);
          }
        },
      ),
      RUNS,
    );
  });
});

/** One thing after another on the same databases tells more of them than each does alone. */
function loosened(expectation: Expectation<Place>): Expectation<Place> {
  return {
    ...expectation,
    tolerated: [...expectation.tolerated, "NOT_TRUNCATED_BY_DESIGN"],
    jobs: expectation.jobs.map((job) => ({
      ...job,
      databases: job.databases.map((database) => ({
        ...database,
        role: database.role === "passive" ? database.role : (["unknown", "active", "standalone"] as const),
      })),
    })),
  };
}

function plain({ jobs, findings, verdict }: Concluded): unknown {
  return {
    verdict,
    jobs: jobs.map(({ events, ...job }) => ({ ...job, events: events.map(({ recordId }) => recordId) })),
    findings: findings.map(({ id, code, severity, job, database }) => ({
      id,
      code,
      severity,
      job,
      database,
    })),
  };
}

/** By code, database and job; a job by its GUID, since its first event may have been cut off. */
function failures({ jobs, findings }: Concluded): Set<string> {
  const guids = new Map(jobs.map(({ id, guid, start }) => [id, guid ?? start]));
  const failed = findings.filter(({ severity }) => severity === "failure");
  return new Set(
    failed.map(({ code, database, job }) => `${code} ${database} ${job === null ? null : guids.get(job)}`),
  );
}
