import { describe, expect, test } from "vitest";
import { restorePlan } from "../../../src/backup/plan/restore/restore.ts";
import { FILE_OPTIONS } from "../../../src/report/options.ts";
import { renderRestoreText } from "../../../src/report/restore-plan.ts";
import { planOf } from "../site.ts";
import { record, verified } from "../verified.ts";

/** Failed while the snapshot was made: before anything was copied. */
const failed = record({
  outcome: "failed",
  reasons: ["Diskshadow ended with exit code 2."],
  steps: [
    {
      name: "Take the snapshot",
      start: "2026-03-01T21:30:05.000Z",
      end: "2026-03-01T21:31:05.000Z",
      outcome: "failed",
      detail: "create",
      transcript: null,
    },
  ],
});
const nothingFound = { code: "NOTHING", severity: "error", where: "files", message: "no backup" } as const;
const empty = { ...verified(), sets: [], diagnostics: [nothingFound] };

const on = (day: string, run: string) => ({
  run,
  takenAt: `2026-${day}T21:30:00.000Z`,
  folder: `D:\\Backup\\${run}`,
});
const before = [on("02-27", "a".repeat(16)), on("02-28", "b".repeat(16))];
const after = [on("03-04", "d".repeat(16)), on("03-02", "c".repeat(16))];

describe("a run that copied nothing", () => {
  const plan = restorePlan(failed, planOf(), empty, { empty: true, others: [...before, ...after] });
  const text = renderRestoreText(plan, FILE_OPTIONS);

  test("has nothing to restore, and no commands", () => {
    expect({ readiness: plan.readiness, ways: plan.ways }).toEqual({ readiness: "nothing", ways: [] });
    expect(text).toMatch(/^\S+ There is nothing to restore from this run\.\n/);
    expect(text).not.toContain("eseutil");
    expect(text).not.toContain("not known");
  });

  test("says at which step it failed, and why", () => {
    expect(plan.reasons).toEqual([
      'The run failed at the step "Take the snapshot", and has no files.',
      "Diskshadow ended with exit code 2.",
    ]);
    expect(text).toContain("Diskshadow ended with exit code 2.");
  });

  test("names the next newer and the next older good run", () => {
    expect(plan.instead.map(({ run }) => run[0])).toEqual(["c", "b"]);
    expect(text).toContain(
      'next newer one, of 2026-03-02 21:30:00 UTC:\n      thawline restore plan "D:\\Backup\\c',
    );
    expect(text).toContain(
      'next older one, of 2026-02-28 21:30:00 UTC:\n      thawline restore plan "D:\\Backup\\b',
    );
  });

  test("says so where there is no other one", () => {
    const alone = renderRestoreText(restorePlan(failed, planOf(), empty, { empty: true }), FILE_OPTIONS);
    expect(alone).toMatch(
      /No other good run of DB01 on EX1\.example\.com is known here: take another\s+backup\./,
    );
  });
});

test("a good run whose files are gone says that, not that it failed", () => {
  const plan = restorePlan(record(), planOf(), empty, { empty: true });
  expect([plan.readiness, plan.reasons]).toEqual([
    "nothing",
    ["The run was proven, but its files are not there any more."],
  ]);
});
