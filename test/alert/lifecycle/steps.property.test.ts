import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Alert, AlertReason } from "../../../src/model/alert.ts";
import type { FindingCode } from "../../../src/model/finding.ts";
import { type Change, gone, job, Station, sink, trouble, type World, when } from "./timeline.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 3_000 : 150;
const CODES: readonly FindingCode[] = ["BACKUP_FAILED", "FREEZE_SLOW", "TRUNCATION_MISSING"];
const STATES: readonly FindingCode[] = ["BACKUP_OVERDUE", "WATCHER_BLIND"];

/** What may happen next: a job of some databases with some trouble, one judged anew, a state that comes or goes. */
const happening = fc.record({
  minutes: fc.integer({ min: 1, max: 700 }),
  id: fc.integer({ min: 0, max: 6 }),
  startedBefore: fc.integer({ min: 1, max: 3_000 }),
  databases: fc.subarray(["DB01", "DB02"], { minLength: 1 }),
  on: fc.constantFrom("MBX1", "MBX2"),
  codes: fc.subarray([...CODES]),
  severity: fc.constantFrom("warning", "failure", "info"),
  outcome: fc.constantFrom("succeeded", "failed", "running"),
  state: fc.option(fc.constantFrom(...STATES), { freq: 3 }),
  ends: fc.boolean(),
} as const);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

function changesOf(one: Happening, now: string): Change[] {
  const started = Math.max(0, Math.round((when(now) - when("0s")) / 60_000) - one.startedBefore);
  const codes = one.codes.map((code) => ({ code, severity: one.severity }));
  const made = job(`job${one.id}`, `${started}m`, one.databases, codes, { on: one.on, outcome: one.outcome });
  if (one.state === null) return [made];
  return [made, one.ends ? gone(one.state) : trouble(one.state, { server: one.on, database: "DB01" })];
}

function settingsOf(quiet: boolean, repeats: boolean) {
  return {
    sinks: [sink("mail"), sink("pager", "failure")],
    quiet: quiet ? { from: 22 * 3600, to: 6 * 3600 } : null,
    repeatSeconds: repeats ? 7200 : 0,
  };
}

/** For each sink and trouble what it was told, in order. */
function tellings(station: Station): ReadonlyMap<string, readonly AlertReason[]> {
  const told = new Map<string, AlertReason[]>();
  for (const { sink: name, message } of station.sent)
    for (const { fingerprint } of message.alerts)
      told.set(`${name} ${fingerprint}`, [...(told.get(`${name} ${fingerprint}`) ?? []), message.reason]);
  return told;
}

describe("whatever happens", () => {
  it("each sink hears of a trouble as open, then maybe worse or still, then resolved, and so on", {
    timeout: 600_000,
  }, () => {
    const script = fc.array(happening, { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(script, fc.boolean(), fc.boolean(), fc.array(fc.nat(3)), (steps, quiet, repeats, again) => {
        const station = new Station(settingsOf(quiet, repeats));
        let minutes = 0;
        let world: World = { jobs: [], findings: [] };
        for (const [index, one] of steps.entries()) {
          minutes += one.minutes;
          const now = `${minutes}m`;
          world = changesOf(one, now).reduce((before, change) => change(before), world);
          stepWithRepeats(station, world, when(now), again[index] ?? 0);
        }
        // All good at last, and the quiet hours over.
        const end = `${minutes + 2 * 1440}m`;
        world = STATES.reduce((before, code) => gone(code)(before), world);
        for (const on of ["MBX1", "MBX2"]) {
          world = job(`last${on}`, `${minutes + 1440}m`, ["DB01", "DB02"], [], { on })(world);
        }
        for (let hour = 0; hour < 24; hour += 1) station.step(world, when(end) + hour * 3_600_000);
        for (const [who, reasons] of tellings(station))
          expect(`${who}: ${reasons.join(" ")}`).toMatch(/: (open( worse| still)* resolved ?)+$/);
        expect([...station.alerts.values()]).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

/** A step; then the same one anew, as after a crash before or behind the commit, and one more a moment later. */
function stepWithRepeats(station: Station, world: World, now: number, times: number): void {
  const before = new Map<string, Alert>(station.alerts);
  station.step(world, now);
  const sent = station.sent.length;
  const after = station.alerts;
  for (let i = 0; i < times; i += 1) {
    station.alerts = new Map(before);
    station.step(world, now);
    expect(station.alerts).toEqual(after);
    expect(station.step(world, now)).toMatchObject({ alerts: [], removed: [], messages: [] });
  }
  expect(station.sent).toHaveLength(sent);
}

it("the order in which jobs and findings are given changes nothing", () => {
  const world = [
    job(
      "a",
      "0s",
      ["DB01", "DB02"],
      ["BACKUP_FAILED", { code: "BACKUP_FAILED", id: "another", detail: "twice told" }, "FREEZE_TIMEOUT"],
    ),
    job("b", "1h", ["DB02"]),
    job("c", "2h", ["DB01"], [{ code: "FREEZE_TIMEOUT", severity: "warning" }], { outcome: "failed" }),
    trouble("BACKUP_OVERDUE", { server: "MBX1", database: "DB03" }),
  ].reduce((before, change) => change(before), { jobs: [], findings: [] } as World);
  const expected = new Station().step(world, when("3h"));
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...world.jobs], { minLength: world.jobs.length }),
      fc.shuffledSubarray([...world.findings], { minLength: world.findings.length }),
      (jobs, findings) => {
        expect(new Station().step({ jobs, findings }, when("3h"))).toEqual(expected);
      },
    ),
  );
  expect(expected.alerts.map((alert) => alert.fingerprint)).toEqual([
    "BACKUP_FAILED/mbx1/db01",
    "BACKUP_OVERDUE/mbx1/db03",
    "FREEZE_TIMEOUT/mbx1/db01",
  ]);
});
