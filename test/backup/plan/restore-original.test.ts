import { describe, expect, test } from "vitest";
import { restorePlan } from "../../../src/backup/plan/restore/restore.ts";
import { planOf, RUN } from "../site.ts";
import { record, verified, verifiedDatabase } from "../verified.ts";
import { ASIDE, commands, ESEUTIL, planFor, verb, WORK, way } from "./restoring.ts";

describe("in place of the original", () => {
  const plan = restorePlan(record(), planOf(), verified(verifiedDatabase()));

  test("puts aside what is there, and deletes nothing", () => {
    const lines = commands(way(plan, "original"));
    expect(lines.filter((line) => /remove|delete|\bdel\b/i.test(line))).toEqual([
      "Update-MailboxDatabaseCopy -Identity 'DB01\\EX2' -DeleteExistingFiles",
    ]);
    expect(lines).toContain(`New-Item -ItemType Directory -Path 'E:\\Databases\\DB01\\${ASIDE}'`);
    expect(lines).toContain(
      `Get-ChildItem -LiteralPath 'F:\\Logs\\DB01' -Filter 'E00*' | Where-Object { -not $_.PSIsContainer } | Move-Item -Destination 'F:\\Logs\\DB01\\${ASIDE}'`,
    );
  });

  test("copies back what was copied, to where it came from, and plays back the logs there", () => {
    const lines = commands(way(plan, "original"));
    const from = `& 'C:\\Windows\\System32\\robocopy.exe' '${RUN}\\files'`;
    const flags = "/J /R:2 /W:5 /COPY:DAT /DCOPY:T";
    expect(lines).toContain(`${from} 'E:\\Databases\\DB01' 'DB01.edb' 'DB01.jfm' ${flags}`);
    expect(lines).toContain(`${from} 'F:\\Logs\\DB01' 'E00*.log' 'E00.chk' ${flags}`);
    expect(lines).toContain(`${ESEUTIL} /r E00 /l 'F:\\Logs\\DB01' /s 'F:\\Logs\\DB01'`);
  });

  test("is in this order: suspended, dismounted, put aside, copied, played back, mounted, seeded", () => {
    expect([...new Set(commands(way(plan, "original")).map(verb))]).toEqual([
      "/mh",
      "/ml",
      "Get-MailboxDatabaseCopyStatus",
      "Suspend-MailboxDatabaseCopy",
      "Dismount-Database",
      "Set-MailboxDatabase",
      "Get-MailboxDatabase",
      "New-Item",
      "Get-ChildItem",
      "robocopy",
      "Set-Location",
      "/r",
      "Mount-Database",
      "Update-MailboxDatabaseCopy",
      "thawline",
    ]);
    const mounting = way(plan, "original").steps.findIndex(({ title }) => title === "Mount it");
    const before = way(plan, "original").steps[mounting - 1];
    expect(before?.commands).toEqual([`${ESEUTIL} /mh 'E:\\Databases\\DB01\\DB01.edb'`]);
    expect(before?.expect).toBe("State is Clean Shutdown.");
  });

  test("suspends and seeds every other copy, whose server is named by its short name or its full one", () => {
    const copies = ["ex1", "EX2", "EX3"].map((server) => ({ server, replayLagSeconds: 0 }));
    const three = commands(way(restorePlan(record(), planFor({ copies }), null), "original"));
    const named = (start: string) =>
      three.filter((line) => line.startsWith(start)).map((line) => /'DB01\\(\w+)'/.exec(line)?.[1]);
    expect(named("Suspend-")).toEqual(["EX2", "EX3"]);
    expect(named("Update-")).toEqual(["EX2", "EX3"]);
  });

  test("has no copies to suspend on a server that stands alone", () => {
    const alone = planFor({ role: "standalone", copies: [{ server: "EX1", replayLagSeconds: null }] });
    const lines = commands(way(restorePlan(record(), alone, null), "original"));
    expect(lines.filter((line) => line.includes("DatabaseCopy"))).toEqual([]);
  });

  test("says of a passive copy that the mounted one has to be restored", () => {
    const passive = restorePlan(record(), planFor({ role: "passive", mountedOn: "EX2" }), null);
    expect(way(passive, "original").notes.join(" ")).toContain("only an active copy can be restored");
  });
});

describe("a storage group of 2007", () => {
  const file = (name: string) => `E:\\SG1\\${name}.edb`;
  const databases = ["First", "Second"].map((name) => ({
    name,
    guid: null,
    publicFolders: false,
    mounted: true,
    file: file(name),
  }));
  const plan = restorePlan(record(), planFor({ kind: "storage-group", name: "SG1", databases }), null);

  test("is restored into a recovery storage group, and says where that is known from", () => {
    const found = way(plan, "recovery");
    expect(found.notes[0]).toContain("from memory");
    expect(commands(found)).toContain(
      "New-MailboxDatabase -MailboxDatabaseToRecover 'EX1\\SG1\\First' -StorageGroup 'EX1\\Recovery Storage Group' -EdbFilePath '" +
        `${WORK}\\First.edb'`,
    );
    expect(commands(found).filter((line) => line.startsWith("Restore-Mailbox"))).toHaveLength(2);
  });

  test("has every database dismounted before, and named by server and group", () => {
    const lines = commands(way(plan, "original")).filter((line) => line.startsWith("Dismount-Database"));
    expect(lines).toEqual([
      "Dismount-Database -Identity 'EX1\\SG1\\First' -Confirm:$false",
      "Dismount-Database -Identity 'EX1\\SG1\\Second' -Confirm:$false",
    ]);
  });
});
