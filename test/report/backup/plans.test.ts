import { describe, expect, test } from "vitest";
import { restorePlan } from "../../../src/backup/plan/restore/restore.ts";
import { renderPlanJson, renderPlanText } from "../../../src/report/backup-plan.ts";
import { FILE_OPTIONS } from "../../../src/report/options.ts";
import { renderRestoreJson, renderRestoreText } from "../../../src/report/restore-plan.ts";
import { DB01, discovery, planOf, RUN, unit } from "../../backup/site.ts";
import { record, verified, verifiedDatabase } from "../../backup/verified.ts";

describe("a plan as text", () => {
  const text = renderPlanText(planOf(), FILE_OPTIONS);

  test("has its steps in order", () => {
    expect(text.match(/^ \d\. .*/gm)).toEqual([
      " 1.  Make the folder of the run",
      " 2.  Start Diskshadow, for a snapshot of 2 volumes",
      " 3.  In a backup session: Exchange knows that a full backup runs",
      " 4.  Copy out of the snapshot, by robocopy",
      " 5.  Check the copy",
      " 6.  Only when all of it is proven: tell Exchange that the backup is good",
      " 7.  Delete the shadow copies of this run, by their ids, and no others",
    ]);
  });

  test("names folders, volumes, writers, and what is taken away", () => {
    const line = text.replaceAll(/\s+/g, " ");
    expect(line).toContain(`1. Make the folder of the run ${RUN} `);
    expect(line).toContain("E:\\ (\\\\?\\Volume{aaaaaaaa-0000-4000-8000-00000000000e}\\), to be seen at G:");
    expect(line).toContain("2 other writers: Registry Writer, System Writer");
    expect(line).toContain("E00*.log, E00.chk from H:\\Logs\\DB01 to");
    expect(line).toContain(
      "the shadow copy of E:\\ and its letter G:; the shadow copy of F:\\ and its letter H:",
    );
    expect(line).toContain("may then delete the logs that the backup makes needless on EX1, EX2.");
  });

  test("says of a copy that no log is deleted", () => {
    const copy = renderPlanText(planOf(discovery(), { type: "copy", expose: "folders" }), FILE_OPTIONS);
    expect(copy).toContain("Exchange is told nothing");
    expect(copy).toContain("No log is deleted");
    expect(copy).not.toContain("tell Exchange");
    expect(copy).toContain(`${RUN}\\snapshot\\1`);
  });

  test("lets no name move the cursor", () => {
    const hostile = planOf(discovery({ units: [unit("DB\u001b[2J\u202e", DB01)] }));
    expect(renderPlanText(hostile, FILE_OPTIONS)).not.toMatch(/[\u001b\u202e]/);
  });

  test("is the same as JSON", () => {
    expect(JSON.parse(renderPlanJson(planOf()))).toEqual(planOf());
  });
});

describe("a restore as text", () => {
  const plan = restorePlan(record(), planOf(), verified(verifiedDatabase()));
  const text = renderRestoreText(plan, FILE_OPTIONS);

  test("says first whether it can be restored, then what it needs", () => {
    expect(text.split("\n").slice(0, 2)).toEqual([
      "\u2713 It can be restored.",
      "  DB01 on EX1.example.com, as it was at 2026-03-01 21:30:00 UTC",
    ]);
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      "State: Dirty Shutdown. It needs the logs 0x1F to 0x21, and has changes up to 0x22: E000000001F.log to E0000000022.log.",
    );
  });

  test("has every command whole on a line of its own, also on a narrow terminal", () => {
    const lines = renderRestoreText(plan, { ...FILE_OPTIONS, width: 60 }).split("\n");
    const commands = plan.ways.flatMap(({ steps }) => steps.flatMap((step) => step.commands));
    expect(commands.length).toBeGreaterThan(20);
    for (const command of commands) expect(lines, command).toContain(`       ${command}`);
  });

  test("has no commands where it cannot be restored, and says why", () => {
    const details = ["Missing: E0000000020.log (generation 0x20)."];
    const bad = verified(verifiedDatabase({ verdict: "not recoverable", details }));
    const said = renderRestoreText(restorePlan(record(), planOf(), bad), FILE_OPTIONS);
    expect(said).toContain("\u2717 It cannot be restored: take another backup.");
    expect(said).toContain("- DB01: Missing: E0000000020.log (generation 0x20).");
    expect(said).not.toMatch(/eseutil|Mount-Database/);
  });

  test("is the same as JSON", () => {
    expect(JSON.parse(renderRestoreJson(plan))).toEqual(plan);
  });
});
