import { expect, it } from "vitest";
import { metLater } from "../../src/judge/met-jobs.ts";
import { withRuns } from "../../src/judge/with-runs.ts";
import { DEFAULT_SETTINGS } from "../../src/model/settings.ts";
import { record } from "../backup/verified.ts";
import { event, finding, job } from "../report/fixtures/build.ts";

const SET = "99999999-9999-4999-8999-999999999999";
const first = event("21:35:00", "EX1", 7, "MSExchangeRepl", 2021, "the run's own begins");
const second = event("21:40:00", "EX2", 3, "MSExchangeRepl", 2021, "the other begins");
const stranger = event("21:41:00", "EX2", 4, "MSExchangeRepl", 2021, "one of another database");
const own = job(SET, { guid: SET, servers: ["EX1"], events: [first] });
const overlap = finding("F1", "JOBS_OVERLAP", {
  severity: "warning",
  job: "later",
  server: "EX2",
  database: "DB01",
  detail: `Jobs later (full, EX2) and ${SET} (full, EX1) ran at the same time on DB01.`,
  evidence: [first, second],
});
const later = { job: job("later", { events: [second] }), findings: [overlap] };

it("tells the run's job of another one that began while it ran, and the run is no more without fault", () => {
  const met = metLater(own, [{ job: own, findings: [] }, later]);
  const { findings } = withRuns({ jobs: [own], findings: met }, [record()], DEFAULT_SETTINGS);
  expect(findings.map(({ id, code, severity, job: of, server }) => [id, code, severity, of, server])).toEqual(
    [["F1", "JOBS_OVERLAP", "warning", SET, "EX1"]],
  );
  expect(findings[0]?.detail).toContain("The other one, later, began while this one ran.");
});

it("leaves out what concerns other jobs, and what the job is told of already", () => {
  const elsewhere = { ...overlap, evidence: [second, stranger] };
  expect(metLater(own, [{ ...later, findings: [elsewhere] }])).toEqual([]);
  expect(metLater(own, [{ job: own, findings: [{ ...overlap, job: SET }] }])).toEqual([]);
  const other = finding("F2", "FREEZE_SLOW", { severity: "warning", job: "later", evidence: [first] });
  expect(metLater(own, [{ ...later, findings: [other] }])).toEqual([]);
});
