import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandFile } from "../../src/backup/script/command.ts";
import { describe2009 } from "./script-2009.ts";
import { COMPONENT, transcript, type WineServer, wineServer } from "./server.ts";
import { MISSING, SKIPS, startWine, type Wine } from "./wine.ts";

let wine: Wine;

/** Takes the shadow copies of a run away by the scripts that its .cmd file left. */
function cleanUp(server: WineServer): void {
  for (const at of [1, 2]) server.diskshadow(`${server.plan.folders.run}\\cleanup-${at}.dsh`);
  expect(server.shadows()).toEqual([]);
  expect(server.letters()).toEqual([]);
}

function damage(server: WineServer, name: string): void {
  writeFileSync(server.files.get(name) ?? "", "BAD");
}

describe.skipIf(SKIPS)(`the scripts run by cmd${MISSING}`, () => {
  beforeAll(() => {
    wine = startWine();
  }, 120_000);
  afterAll(() => wine?.dispose());

  /** What holds whenever a copy is not proved: nobody is told that there is a backup, and no shadow copy is lost. */
  function expectStopped(server: WineServer, run: ReturnType<WineServer["backup"]>, why: string): void {
    expect(server.read("failed.txt")?.trim()).toBe(why);
    expect(server.read("done.txt")).toBeNull();
    expect(run.failed).toEqual([`exec ${server.plan.folders.command}`]);
    expect(run.done).not.toContain("end backup");
    expect(run.exitCode).not.toBe(0);
    expect(server.events()).toEqual([`frozen ${COMPONENT}`, "BackupShutdown"]);
    expect(server.letters()).toEqual(["g:", "h:"]);
    expect(run.output.shadows.map(({ id }) => id).sort()).toEqual([...server.shadows()].sort());
    expect(server.shadows()).toHaveLength(2);
    cleanUp(server);
  }

  test.each(["DB01", "Mail Boxes & Co (1) 50% ^!"])(
    "a good run of %j: all is copied, told and taken away",
    (folder) => {
      const server = wineServer(wine, { folder });
      const run = server.backup();
      expect(server.read("failed.txt")).toBeNull();
      expect(run.exitCode).toBe(0);
      expect(run.failed).toEqual([]);
      expect(run.done.slice(-4)).toEqual([
        "end backup",
        "delete shadows id %thawline_0123456789abcdef_1%",
        "delete shadows id %thawline_0123456789abcdef_2%",
        "exit",
      ]);
      // The other database is left out, and so not told either.
      expect(run.output.included).toEqual([{ writer: "Microsoft Exchange Writer", path: COMPONENT }]);
      expect(server.events()).toEqual([`frozen ${COMPONENT}`, "BackupComplete"]);
      expect(server.copied()).toEqual([
        "DB01.edb",
        "E00.chk",
        "E00.log",
        "E0000000001.log",
        "E0000000002.log",
      ]);
      for (const [name, path] of server.files) {
        expect(server.read("files", name)).toBe(readFileSync(path, "latin1"));
      }
      expect(server.read("done.txt")).toBe("All files are copied and checked.\r\n");
      expect(run.output.exposed.map(({ at }) => at)).toEqual(["G:", "H:"]);
      expect(run.output.deleted).toEqual(run.output.shadows.map(({ id }) => id));
      expect(server.shadows()).toEqual([]);
      expect(server.letters()).toEqual([]);
    },
  );

  test("a page of the database is damaged: eseutil ends with -1206", () => {
    const server = wineServer(wine);
    damage(server, "DB01.edb");
    expectStopped(server, server.backup(), "eseutil finds database 1 not good. Last exit code: -1206.");
  });

  test("one log is damaged: eseutil ends with -501", () => {
    const server = wineServer(wine);
    damage(server, "E0000000002.log");
    expectStopped(server, server.backup(), "eseutil finds the logs not in sequence. Last exit code: -501.");
  });

  test.each([
    ["8 DB01.edb", "robocopy 1 of the database. Last exit code: 8."],
    ["16", "robocopy 1 of the database. Last exit code: 16."],
    // All others are copied: 8 for the one that is not, 1 for the others.
    ["8 E0000000002.log", "robocopy 2 of the logs. Last exit code: 9."],
    // A code of success for a copy that is not whole.
    ["1 DB01.edb", "The copy of database 1 is not as large as the database. Last exit code: 1."],
    ["1 E0000000002.log", "A log is missing in the copy, or not as large as it was. Last exit code: 1."],
  ])("robocopy fails: %s", (fault, why) => {
    const server = wineServer(wine);
    expectStopped(server, server.backup({ THAWLINE_ROBOCOPY: fault }), why);
  });

  test("eseutil is not there", () => {
    const server = wineServer(wine, { eseutil: "C:\\not there\\eseutil.exe" });
    expectStopped(
      server,
      server.backup(),
      "eseutil cannot read the header of database 1. Last exit code: 9009.",
    );
  });

  test("a second run in the folder of a first one copies nothing", () => {
    const server = wineServer(wine);
    server.backup();
    const again = server.backup();
    expect(again.failed).toEqual([`exec ${server.plan.folders.command}`]);
    expect(server.read("failed.txt")).toBe("This run was made already. Last exit code: none.\r\n");
    expect(server.events().filter((event) => event === "BackupComplete")).toHaveLength(1);
    cleanUp(server);
  });

  test("everything is killed while robocopy copies: nothing is told, and what is left can be taken away", async () => {
    const server = wineServer(wine);
    const output = join(wine.folder, "killed.txt");
    const { folders, tools } = server.plan;
    wine.start(
      [tools.diskshadow, "/s", folders.script],
      { ...server.env, THAWLINE_ROBOCOPY: "hang DB01.edb" },
      output,
    );
    for (let tries = 0; tries < 200; tries += 1) {
      if (server.read("transcripts", "robocopy-1.txt")?.includes("DB01.edb")) break;
      await setTimeout(50);
    }
    wine.kill();
    const { failed, done } = transcript(
      readFileSync(output, "latin1"),
      readFileSync(wine.path(folders.script), "latin1"),
    );
    expect(failed).toEqual([`exec ${folders.command}`]);
    expect(done).not.toContain("end backup");
    expect(server.events()).toEqual([`frozen ${COMPONENT}`]);
    expect([server.read("done.txt"), server.read("failed.txt")]).toEqual([null, null]);
    expect(server.shadows()).toHaveLength(2);
    expect(server.letters()).toEqual(["g:", "h:"]);
    cleanUp(server);
  });

  test.each([
    ["0", true],
    ["1", false],
    ["-1", false],
    ["9009", false],
  ])("the .cmd file of a run gives the copy step's end back: %s", (code, ended) => {
    const server = wineServer(wine);
    const { folders } = server.plan;
    writeFileSync(wine.path(folders.command), commandFile(server.plan), "latin1");
    wine.run(["cmd.exe", "/d", "/c", "mkdir", folders.transcripts]);
    const run = server.backup({ THAWLINE_STEP: code });
    expect(server.read("transcripts", "copy-step.txt")).toBe(`[backup-step]\r\n[${folders.run}]\r\n`);
    expect(run.done.includes("end backup")).toBe(ended);
    expect(server.events()).toEqual([`frozen ${COMPONENT}`, ended ? "BackupComplete" : "BackupShutdown"]);
    if (ended) return;
    for (const { id } of run.output.shadows) {
      writeFileSync(wine.path(`${folders.run}\\by-id.dsh`), `delete shadows id {${id}}\r\n`);
      expect(server.diskshadow(`${folders.run}\\by-id.dsh`).output.deleted).toEqual([id]);
    }
    expect(server.letters()).toEqual([]);
  });

  describe2009(() => wine);
});
