import type { EventRecord } from "../../../parsers/record.ts";
import { aborted } from "../episodes/ended.ts";
import { good } from "../episodes/good.ts";
import { overlap } from "../episodes/refused.ts";
import { type Expectation, type ExpectedJob, NOTHING, placed } from "../expectation.ts";
import { type Place, startHistory } from "../history.ts";
import { HOUR, type Scenario, scenario } from "../scenario.ts";
import { background, site } from "../site.ts";

/** Logs that were filtered before they came here, and what needs more than one site. */
export const SPECIAL: readonly Scenario[] = [
  scenario("ese-only", "Only the engine's events: a good session of each database", good("full"), {
    version: "2016",
    databases: ["standalone", "standalone"],
    keep: fromEngine,
    adapt: (whole) => ({ ...whole, jobs: whole.jobs.map(withoutWriter), ...FILTERED }),
  }),
  scenario("ese-only-unproven", "Only the engine's events, and no 224: 2006 proves nothing", good("full"), {
    version: "2016",
    databases: ["standalone"],
    keep: (record) => fromEngine(record) && record.eventId !== 224,
    adapt: incompleteSession,
  }),
  scenario("ese-only-aborted", "Only the engine's events: 2007", aborted, {
    version: "2010",
    databases: ["standalone"],
    keep: fromEngine,
    adapt: (whole) => ({
      ...whole,
      jobs: whole.jobs.map(withoutWriter),
      findings: whole.findings.map((finding) => ({ ...finding, evidence: [] })),
      tolerated: FILTERED.tolerated,
    }),
  }),
  scenario(
    "completion-lost",
    "The records from thaw to completion are gone: that proves no failure",
    good("full"),
    {
      version: "2016",
      databases: ["standalone"],
      before: 20 * HOUR,
      after: 20 * HOUR,
      keep: (record) => !LOST.includes(record.eventId ?? 0),
      adapt: (whole) => ({
        ...incompleteSession(whole),
        verdict: "warning",
        findings: [{ code: "EVENTS_LOST", severity: "warning", evidence: [] }],
        jobs: whole.jobs.map((job) => ({
          ...job,
          type: ["full", "full-or-copy"],
          outcome: "incomplete",
          freeze: { outcome: ["unknown", "thawed"], seconds: null, within: 0 },
          databases: incompleteSession(whole).jobs.flatMap(({ databases }) => databases),
        })),
      }),
    },
  ),
  {
    name: "jobs-overlap",
    title: "Full of the active and copy of the passive copies at once",
    build: overlapping,
  },
];

/** From the thaw of the databases to the completion of the job. */
const LOST = [2003, 2029, 2035, 224, 2006, 2046, 2033];

/** A filtered export has gaps in its record numbers, which cannot be told from lost events. */
const FILTERED = { tolerated: ["EVENTS_LOST"], verdict: ["ok", "warning"] } as const;

function fromEngine({ provider }: EventRecord): boolean {
  return provider !== "MSExchangeRepl" && provider !== "MSExchangeIS";
}

function withoutWriter(job: ExpectedJob): ExpectedJob {
  const freeze = job.freeze === null ? null : { ...job.freeze, within: 1.5 };
  return { ...job, guid: null, writer: "ese-only", freeze };
}

function incompleteSession(whole: Expectation<Place>): Expectation<Place> {
  return {
    ...NOTHING,
    verdict: ["unknown", "warning"],
    tolerated: ["TRUNCATION_UNPROVEN", "EVENTS_LOST"],
    findings: [],
    jobs: whole.jobs.map(withoutWriter).map((job) => ({
      ...job,
      outcome: "incomplete",
      databases: job.databases.map(({ firstLog: _first, lastLog: _last, ...database }) => ({
        ...database,
        role: ["unknown", "standalone"],
        outcome: "incomplete",
        truncation: ["not-expected", "unproven", "requested"],
      })),
    })),
  };
}

/** Two sites on the two servers of one DAG: what is active on one is passive on the other. */
function overlapping(): ReturnType<Scenario["build"]> {
  const history = startHistory("2024-05-21T20:00:00Z");
  const options = { version: "2016", server: "MBX070A" } as const;
  const full = site(history, { ...options, databases: [{ name: "DB070-1", role: "active" }] });
  const copy = site(history, {
    version: "2016",
    server: "MBX070B",
    partner: "MBX070A",
    databases: [{ name: "DB070-1", role: "passive" }],
  });
  const { expectation, end } = overlap(full, copy, 3600);
  for (const server of [full.server, copy.server]) background(history, server, 1800, end + 3600, 600);
  const written = history.finish();
  return { records: written.records, expectation: placed(expectation, written), topology: null };
}
