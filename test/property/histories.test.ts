import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyzeRecords } from "../history/analysing.ts";
import { type Concluded, differences } from "../history/compare.ts";
import type { Expectation } from "../history/expectation.ts";
import type { Place } from "../history/history.ts";
import { plannedSite, writeSites } from "../history/random.ts";

const FULL = process.env.THAWLINE_PROOF === "full";
const RUNS = { seed: Number(process.env.THAWLINE_SEED ?? 20240310), numRuns: FULL ? 400 : 20 };

const plannedHistory = fc.array(plannedSite, { minLength: 1, maxLength: FULL ? 3 : 2 });

describe("random histories of several servers", () => {
  it("are concluded as their parts are", async () => {
    await fc.assert(
      fc.asyncProperty(plannedHistory, async (sites) => {
        const { records, expectation } = writeSites(sites);
        const got = await analyzeRecords([records]);
        expect(differences(loosened(expectation), got)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("lose no event of a job: each is among the events of its job", async () => {
    await fc.assert(
      fc.asyncProperty(plannedHistory, async (sites) => {
        const { records } = writeSites(sites);
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
          const { records } = writeSites(sites);
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
          const { records } = writeSites(sites);
          const from = Math.floor(Math.min(a, b) * records.length);
          const to = Math.ceil(Math.max(a, b) * records.length);
          const whole = failures(await analyzeRecords([records]));
          for (const part of [records.slice(0, to), records.slice(from), records.slice(from, to)]) {
            expect(invented(await analyzeRecords([part]), whole)).toEqual([]);
          }
        },
      ),
      RUNS,
    );
  });
});

describe("a log with a hole in it", () => {
  it("may find another reason for a failed backup, but never fails a good one", async () => {
    await fc.assert(
      fc.asyncProperty(
        plannedHistory,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        async (sites, at, length) => {
          const { records } = writeSites(sites);
          const from = Math.floor(at * records.length);
          const lost = records.slice(from, from + length);
          const server = lost[0]?.server;
          const part = records.filter((record) => record.server !== server || !lost.includes(record));
          const whole = await analyzeRecords([records]);
          const more = invented(await analyzeRecords([part]), failures(whole));
          expect(more.filter((failure) => !ofFailedJob(failure, whole))).toEqual([]);
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

interface Failure {
  readonly code: string;
  readonly database: string | null;
  readonly job: string | null;
}

/** A job is named by its GUID, since its first event may have been cut off. */
function failures({ jobs, findings }: Concluded): readonly Failure[] {
  const guids = new Map(jobs.map(({ id, guid, start }) => [id, guid ?? start]));
  return findings
    .filter(({ severity }) => severity === "failure")
    .map(({ code, database, job }) => ({
      code,
      database,
      job: job === null ? null : (guids.get(job) ?? null),
    }));
}

/** Those of a part that the whole does not have. A part may not tell which job or database of it it was. */
function invented(part: Concluded, whole: readonly Failure[]): readonly Failure[] {
  return failures(part).filter(
    ({ code, database, job }) =>
      !whole.some(
        (one) =>
          one.code === code && (job ?? one.job) === one.job && (database ?? one.database) === one.database,
      ),
  );
}

/** Whether the whole log has a job that failed, which the failure is about, or may be about. */
function ofFailedJob({ job, database }: Failure, whole: Concluded): boolean {
  const failed = whole.jobs.filter(({ outcome }) => ["failed", "aborted", "abandoned"].includes(outcome));
  return failed.some(
    ({ guid, databases }) =>
      (job ?? guid) === guid && (database === null || databases.some(({ name }) => name === database)),
  );
}
