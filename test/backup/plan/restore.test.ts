import { describe, expect, test } from "vitest";
import { shellLiteral } from "../../../src/backup/plan/restore/literal.ts";
import { restorePlan } from "../../../src/backup/plan/restore/restore.ts";
import { DB01, planOf, RUN, RUN_ID } from "../site.ts";
import { record, verified, verifiedDatabase } from "../verified.ts";
import { commands, ESEUTIL, planFor, verb, WORK, way } from "./restoring.ts";

describe("whether a run can be restored", () => {
  test.each([
    ["recoverable", true, "ready"],
    ["clean", true, "ready"],
    ["recoverable with loss", true, "with-loss"],
    ["not recoverable", true, "not-possible"],
    ["damaged", true, "not-possible"],
    ["other", true, "not-possible"],
    ["other", false, "unproven"],
  ] as const)("%s, judged: %s", (verdict, judged, readiness) => {
    const plan = restorePlan(record(), planOf(), verified(verifiedDatabase({ verdict, judged })));
    expect(plan.readiness).toBe(readiness);
    expect(plan.ways).toHaveLength(readiness === "not-possible" ? 0 : 2);
  });

  test("names the logs that recovery needs", () => {
    const plan = restorePlan(record(), planOf(), verified(verifiedDatabase()));
    expect(plan.databases).toEqual([
      {
        name: "DB01",
        file: `${RUN}\\files\\DB01.edb`,
        live: "E:\\Databases\\DB01\\DB01.edb",
        verdict: "recoverable",
        state: "Dirty Shutdown",
        required: [31, 33],
        committed: 34,
        logs: ["E000000001F.log", "E0000000022.log"],
        problems: [],
      },
    ]);
  });

  test("says what is missing", () => {
    const missing = "Missing: E0000000020.log (generation 0x20).";
    const bad = verifiedDatabase({ verdict: "not recoverable", details: [missing] });
    const plan = restorePlan(record(), planOf(), verified(bad));
    expect(plan.reasons).toEqual([`DB01: ${missing}`]);
  });

  test("is not known without verify", () => {
    const plan = restorePlan(record(), planOf(), null);
    expect(plan.readiness).toBe("unproven");
    expect(plan.reasons).toEqual(["The files of the run were not checked: let verify read them first."]);
    expect(plan.databases[0]?.logs).toBeNull();
  });

  test("is denied where the database is not among the files", () => {
    const plan = restorePlan(record(), planOf(), verified());
    expect(plan.readiness).toBe("not-possible");
    expect(plan.reasons[0]).toContain("not among those that were checked");
  });

  test("is not known where files could not be read", () => {
    const error = { code: "UNREADABLE", severity: "error", where: RUN, message: "no rights" } as const;
    const plan = restorePlan(record(), planOf(), { ...verified(), diagnostics: [error] });
    expect(plan.readiness).toBe("unproven");
  });

  test("holds for a folder that was moved, by the database's name", () => {
    const moved = verifiedDatabase({ path: "/mnt/archive/files/DB01.edb" });
    expect(restorePlan(record(), planOf(), verified(moved)).readiness).toBe("ready");
    const other = verifiedDatabase({ path: "/mnt/archive/files/xDB01.edb" });
    expect(restorePlan(record(), planOf(), verified(other)).readiness).toBe("not-possible");
  });

  test("says that a run failed, and goes by its files then", () => {
    const plan = restorePlan(record({ outcome: "failed" }), planOf(), verified(verifiedDatabase()));
    expect(plan.readiness).toBe("ready");
    expect(plan.reasons[0]).toContain("The run failed");
  });
});

describe("beside the original", () => {
  const plan = restorePlan(record(), planOf(), verified(verifiedDatabase()));

  test("takes the steps of Microsoft's procedure for a recovery database, with checks between them", () => {
    expect(commands(way(plan, "recovery")).map(verb)).toEqual([
      "/mh",
      "/ml",
      "New-Item",
      "robocopy",
      "/ml",
      "Set-Location",
      "/r",
      "/mh",
      "New-MailboxDatabase",
      "Restart-Service",
      "Mount-Database",
      "Get-MailboxStatistics",
      "New-MailboxRestoreRequest",
      "Get-MailboxRestoreRequest",
      "Dismount-Database",
      "Remove-MailboxDatabase",
    ]);
  });

  test("works on a copy of the backup, never on the backup", () => {
    const lines = commands(way(plan, "recovery"));
    expect(lines).toContain(`${ESEUTIL} /r E00 /l '${WORK}' /s '${WORK}' /d '${WORK}'`);
    expect(lines).toContain(
      `New-MailboxDatabase -Recovery -Name 'Recovery-${RUN_ID}' -Server 'EX1' -EdbFilePath '${WORK}\\DB01.edb' -LogFolderPath '${WORK}'`,
    );
    const writing = lines.filter((line) => line.includes(RUN) && !/ \/m[hl] /.test(line));
    expect(writing).toEqual([
      `& 'C:\\Windows\\System32\\robocopy.exe' '${RUN}\\files' '${WORK}' /J /R:2 /W:5 /COPY:DAT /DCOPY:T`,
    ]);
  });

  test("can be done in another folder", () => {
    const elsewhere = restorePlan(record(), planOf(), null, { workFolder: "X:\\It's here" });
    expect(commands(way(elsewhere, "recovery"))).toContain(
      "New-Item -ItemType Directory -Path 'X:\\It''s here'",
    );
  });

  test("goes by where the run's folder is now, unless that is a path of another system", () => {
    const now = restorePlan(record(), planOf(), null, { folder: "Z:\\Archive\\run" });
    expect(now.folder).toBe("Z:\\Archive\\run\\files");
    expect(commands(way(now, "recovery"))[0]).toBe(`${ESEUTIL} /mh 'Z:\\Archive\\run\\files\\DB01.edb'`);
    expect(commands(way(now, "original")).join("\n")).not.toContain(RUN);
    const mounted = restorePlan(record(), planOf(), null, { folder: "/mnt/archive/run" });
    expect(mounted.folder).toBe(`${RUN}\\files`);
  });

  test("is not possible for public folders", () => {
    const file = "E:\\Databases\\PF\\PF.edb";
    const folders = planFor({
      databases: [{ name: "PF", guid: DB01, publicFolders: true, mounted: true, file }],
    });
    const only = restorePlan(record(), folders, null);
    expect(only.ways.map(({ name }) => name)).toEqual(["original"]);
    expect(commands(way(only, "original"))).toContain(
      "Set-PublicFolderDatabase -Identity 'PF' -AllowFileRestore $true",
    );
  });
});

test("logs before the first required one may be missing, and a loss has to be accepted", () => {
  const lossy = verified(verifiedDatabase({ verdict: "recoverable with loss" }));
  const steps = way(restorePlan(record(), planOf(), lossy), "recovery").steps;
  const notes = steps.map(({ note }) => note ?? "").join("\n");
  expect(notes).toContain("Only logs before 0x1F may be missing");
  expect(notes).toContain("-582");
});

test("a name is a literal of PowerShell, whatever is in it", () => {
  expect(shellLiteral("DB01")).toBe("'DB01'");
  expect(shellLiteral('it\'s $(calc) `n "x"')).toBe("'it''s $(calc) `n \"x\"'");
  // PowerShell ends a literal at these as well.
  expect(shellLiteral("\u2018\u2019\u201a\u201b")).toBe("'\u2018\u2018\u2019\u2019\u201a\u201a\u201b\u201b'");
  expect(() => shellLiteral("a\nb")).toThrow("cannot carry");
});
