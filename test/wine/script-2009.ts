import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COMPONENT, wineServer } from "./server.ts";
import type { Wine } from "./wine.ts";

/**
 * How scripts of 2009 looked at exit codes. `errorlevel 0` is true for 0 and all that is above, so that the line never
 * jumps for a code of robocopy, nor for that of a program that is not there.
 */
const LIKE_2009 = (files: string, eseutil: string): readonly string[] => [
  "@echo off",
  `C:\\tools\\robocopy.exe G:\\DB01 ${files} DB01.edb >nul`,
  "if not errorlevel 0 goto bad",
  `C:\\tools\\robocopy.exe H:\\DB01 ${files} E00*.log E00.chk >nul`,
  "if not errorlevel 0 goto bad",
  `${eseutil} /k ${files}\\DB01.edb >nul`,
  "if not errorlevel 0 goto bad",
  "exit /b 0",
  ":bad",
  "exit /b 1",
];

/** Tests of such a script beside ours; its callers' Wine serves, since another would take long to start. */
export function describe2009(started: () => Wine): void {
  describe('a script that tests "if not errorlevel 0", beside ours', () => {
    test.each([
      [
        "one log is not copied since the disk is full",
        { THAWLINE_ROBOCOPY: "8 E0000000002.log" },
        "C:\\tools\\eseutil.exe",
      ],
      ["nothing is copied", { THAWLINE_ROBOCOPY: "16" }, "C:\\not-there\\eseutil.exe"],
      ["eseutil is not there", {}, "C:\\not-there\\eseutil.exe"],
    ] as const)("%s: it tells Exchange of a backup, ours does not", (_, fault, eseutil) => {
      const wine = started();
      const theirs = wineServer(wine, { eseutil });
      const { folders } = theirs.plan;
      wine.run(["cmd.exe", "/d", "/c", "mkdir", folders.files]);
      const lines = LIKE_2009(folders.files, eseutil).map((line) => `${line}\r\n`);
      writeFileSync(wine.path(folders.command), lines.join(""));
      expect(theirs.backup(fault).done).toContain("end backup");
      expect(theirs.events()).toEqual([`frozen ${COMPONENT}`, "BackupComplete"]);

      const ours = wineServer(wine, { eseutil });
      expect(ours.backup(fault).done).not.toContain("end backup");
      expect(ours.events()).toEqual([`frozen ${COMPONENT}`, "BackupShutdown"]);
      for (const at of [1, 2]) ours.diskshadow(`${ours.plan.folders.run}\\cleanup-${at}.dsh`);
      expect(ours.letters()).toEqual([]);
    });
  });
}
