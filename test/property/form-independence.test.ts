import { describe, expect, it } from "vitest";
import type { EventRecord } from "../../parsers/record.ts";
import { hash } from "../../src/lab/events/draft.ts";
import { analyzeRecords } from "../history/analysing.ts";
import { type Concluded, differences } from "../history/compare.ts";
import { evtxForm } from "../history/formats/evtx.ts";
import type { Form } from "../history/formats/form.ts";
import { FORMS, logFiles } from "../history/formats/index.ts";
import { weakened } from "../history/formats/weaken.ts";
import { readBack } from "../history/read-back.ts";
import { SCENARIOS, scenarioNamed } from "../history/scenarios.ts";

const FULL = process.env.THAWLINE_PROOF === "full";

/**
 * Scenarios that any form can tell. Not among them: those of several servers, whose logs a form without names
 * cannot tell apart; those that rest on record numbers; those that rest on an id without text, where a form
 * with texts only has nothing to say which of two hexadecimal numbers is meant.
 */
const IN_EVERY_FORM = [
  "good-2003",
  "good-2010",
  "good-2016",
  "freeze-timeout",
  "component-not-backed-up",
  "page-corrupt",
  "running",
  ...(FULL
    ? ["good-2007", "good-2019-copy", "freeze-slow", "job-aborted", "job-abandoned", "shadow-storage"]
    : []),
];

/**
 * Scenarios for the forms that lose nothing that matters: insertion strings, names and numbers. Some of them
 * have no text, so what rests on it alone is not among them.
 */
const NEEDS_TEXT = ["id-text-mismatch"];
const IN_FULL_FORMS = FULL
  ? SCENARIOS.map(({ name }) => name).filter((name) => !NEEDS_TEXT.includes(name))
  : [...IN_EVERY_FORM, "good-2016-mixed"];

const FULL_FORMS = [evtxForm, ...FORMS].filter(({ strings, numbered }) => strings && numbered);
const TEXT_FORMS = FORMS.filter((form) => !FULL_FORMS.includes(form));

/** What a report says, in words that do not name the input. */
function said({ jobs, findings, verdict }: Concluded): unknown {
  return {
    verdict,
    jobs: jobs.map(({ events, findings: _ids, phases: _phases, ...job }) => ({
      ...job,
      events: events.map(({ server, channel, recordId, provider, eventId }) => ({
        ...{ server, channel, recordId, provider, eventId },
      })),
    })),
    findings: findings.map(({ id, code, severity, job, database, server, evidence }) => ({
      ...{ id, code, severity, job, database, server },
      evidence: evidence.map(({ recordId, eventId }) => `${eventId}@${recordId}`),
    })),
  };
}

async function through(
  form: Form,
  records: readonly EventRecord[],
): Promise<readonly (readonly EventRecord[])[]> {
  const files = logFiles(form, records).map((file) => readBack(form.write(file.records), file.name));
  return (await Promise.all(files)).map((file) => file.records);
}

function shuffled(records: readonly EventRecord[], seed: string): readonly EventRecord[] {
  const keyed = records.map((record, i) => ({ record, key: hash(`${seed} ${i}`) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ record }) => record);
}

describe.each(FULL_FORMS)("$name, which keeps strings and numbers", (form) => {
  it.each(IN_FULL_FORMS)("says of %s what the expectation says", async (name) => {
    const built = scenarioNamed(name).build();
    const got = await analyzeRecords(await through(form, built.records), built.topology);
    expect(differences(weakened(built.expectation, form), got)).toEqual([]);
  });
});

describe.each(TEXT_FORMS)("$name, which keeps texts only", (form) => {
  it.each(IN_EVERY_FORM)("says of %s what can be read from its texts", async (name) => {
    const built = scenarioNamed(name).build();
    const got = await analyzeRecords(await through(form, built.records), built.topology);
    expect(differences(weakened(built.expectation, form), got, { named: form.named })).toEqual([]);
  });
});

describe.each(
  FULL
    ? SCENARIOS.map(({ name }) => name)
    : ["good-2016-mixed", "freeze-timeout", "job-orphaned", "jobs-overlap"],
)("%s", (name) => {
  const { records, topology } = scenarioNamed(name).build();
  const servers = [...new Set(records.map(({ server }) => server))];
  const byServer = servers.map((name) => records.filter(({ server }) => server === name));

  it("is the same in one file, a file a server, and in any order of files", async () => {
    const whole = said(await analyzeRecords([records], topology));
    expect(said(await analyzeRecords(byServer, topology))).toEqual(whole);
    expect(said(await analyzeRecords([...byServer].reverse(), topology))).toEqual(whole);
  });

  it("is the same when its records are shuffled", async () => {
    const whole = said(await analyzeRecords([records], topology));
    for (const seed of ["a", "b", "c"]) {
      expect(said(await analyzeRecords([shuffled(records, seed)], topology))).toEqual(whole);
    }
  });

  it("is the same when it is read twice, or in exports that overlap", async () => {
    const whole = said(await analyzeRecords([records], topology));
    expect(said(await analyzeRecords([records, records], topology))).toEqual(whole);
    const third = Math.floor(records.length / 3);
    const overlapping = [records.slice(0, 2 * third), records.slice(third)];
    expect(said(await analyzeRecords(overlapping, topology))).toEqual(whole);
  });
});
