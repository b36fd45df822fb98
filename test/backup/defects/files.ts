import { expect } from "vitest";
import { copiedDatabases } from "../../../src/backup/plan/transfers.ts";
import { diskshadowScript } from "../../../src/backup/script/diskshadow.ts";
import { standAlone } from "../../../src/backup/script/stand-alone.ts";
import type { BackupPlan } from "../../../src/model/backup/plan.ts";
import { look } from "../plan/preflight-cases.ts";
import { commandsOf, wordsOf } from "../script/cmd.ts";
import { DB01, discovery, planOf, unit } from "../site.ts";
import { takesUsedFolder } from "./copy-step.ts";
import { defect } from "./defect.ts";

function planWith(...files: readonly string[]): BackupPlan {
  const databases = files.map((file, at) => ({
    name: `DB${at}`,
    guid: `aaaaaaaa-0000-4000-8000-00000000000${at}`,
    publicFolders: false,
    mounted: true,
    file,
  }));
  return planOf(discovery({ units: [unit("DB01", DB01, { databases, kind: "storage-group" })] }));
}

interface Places {
  readonly folders: readonly string[];
  /** Whether a folder is refused in which something lies. */
  readonly refuses: boolean;
}

const STRANGE = "E:\\R&D 100%TEMP%";

export const FILES = [
  defect(
    4,
    "a path reaches a program as it is, without a blank behind it",
    (given: (path: string) => string) => expect(given("E:\\Databases\\mail.edb")).toMatch(/[^ ]\.edb$/),
    // An array of two texts, where one was meant: PowerShell puts a blank between them.
    (path) => wordsOf([`"${path}`, '"'].join(" "))[0] ?? "",
    (path) =>
      wordsOf(
        standAlone(planWith(path))
          .cmd.split("\r\n")
          .find((line) => line.includes('eseutil.exe" /k')) ?? "",
      )[2] ?? "",
  ),
  defect(
    5,
    "files of one name from two volumes do not overwrite each other",
    (copiesOf: (files: readonly string[]) => readonly string[]) =>
      expect(new Set(copiesOf(["E:\\DB1\\mail.edb", "F:\\DB1\\mail.edb"])).size).toBe(2),
    (files) => files.map((file) => `D:\\Backup${file.slice(2)}`),
    (files) => copiedDatabases(planWith(...files)).map(({ to }) => to),
  ),
  defect(
    6,
    "each run copies into a folder of its own, in which nothing lies",
    ({ folders, refuses }: Places) => {
      expect(new Set(folders).size).toBe(folders.length);
      expect(refuses).toBe(true);
    },
    { folders: ["D:\\Backup\\DB01", "D:\\Backup\\DB01"], refuses: false },
    {
      folders: ["0".repeat(16), "1".repeat(16)].map((id) => planOf(discovery(), { id }).folders.files),
      refuses: /for %%F in \(\*\) do set "FOUND=1"\r\n.*\r\npopd\r\nif defined FOUND goto abort\r\n/.test(
        standAlone(planOf()).cmd,
      ),
    },
    { folders: [], refuses: !(await takesUsedFolder()) },
  ),
  defect(
    20,
    "the metadata goes to a file that has a name",
    (line: string) => expect(line).toMatch(/^set metadata \S+\\[^\\]+\.cab$/),
    "set metadata D:\\Backup\\",
    diskshadowScript(planOf())
      .split("\r\n")
      .find((line) => line.startsWith("set metadata")) ?? "",
  ),
  defect(
    23,
    "two runs share no script, and nobody can guess where the next one lies",
    (scripts: readonly string[]) => {
      expect(new Set(scripts).size).toBe(scripts.length);
      for (const script of scripts) expect(script).toMatch(/_[0-9a-f]{16}\\/);
    },
    ["%TEMP%\\online-backup.dsh", "%TEMP%\\online-backup.dsh"],
    ["89abcdef01234567", "fedcba9876543210"].flatMap((id) => {
      const { script, command } = planOf(discovery(), { id }).folders;
      return [script, command];
    }),
  ),
  defect(
    24,
    "a path that a script cannot hold is refused, not changed",
    (target: (path: string) => string) =>
      expect(["D:\\S\u00e4ule", "refused"]).toContain(target("D:\\S\u00e4ule")),
    // As ASCII writes it.
    (path) => path.replace(/[^ -~]/g, "?"),
    (path) => {
      try {
        return planOf(discovery(), { target: path }).folders.run;
      } catch {
        return "refused";
      }
    },
    (path) =>
      look({ options: { target: path } }).some(({ code, blocks }) => code === "TARGET_PATH" && blocks)
        ? "refused"
        : path,
  ),
  defect(
    25,
    "no letter of a path is read as a sign by cmd",
    (linesFor: (folder: string) => readonly string[]) => {
      const lines = linesFor(STRANGE);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        const commands = commandsOf(line.replace(/2>&1$/, ""));
        expect(commands, line).toHaveLength(1);
        expect(commands[0], line).toContain(STRANGE.slice(2));
      }
    },
    (folder) => [`echo Copying ${folder}`, `robocopy "${folder}" D:\\Backup`],
    (folder) =>
      standAlone(planWith(`${folder}\\mail.edb`))
        .cmd.split("\r\n")
        .filter((line) => line.includes("R&D")),
  ),
  defect(
    26,
    "every way out of a script has an exit code, and closes no shell",
    (cmd: string) => {
      const lines = cmd.split("\r\n").filter((line) => line !== "");
      for (const line of lines)
        if (/\bexit\b/i.test(line) && !/echo/.test(line)) expect(line).toMatch(/exit \/b \d+$/);
      // A label is not fallen into, and the last one does not fall off the end.
      for (const [at, line] of lines.entries()) {
        if (line === ":onelog" || line === ":checkit") expect(lines[at - 1]).toMatch(/^exit/);
      }
      expect(lines.at(-1)).toMatch(/^(?:goto :eof|exit \/b \d+)$/);
    },
    'call :checkit "D:\\Backup\\x.edb"\r\nexit\r\n:checkit\r\neseutil /k %1\r\nif not errorlevel 0 exit\r\n',
    standAlone(planOf()).cmd,
  ),
];
