import { expect } from "vitest";
import { type RobocopyOutput, verifyCopy } from "../../../parsers/robocopy/index.ts";
import { standAlone } from "../../../src/backup/script/stand-alone.ts";
import { planOf } from "../site.ts";
import { robocopyOfTheCopyStep } from "./copy-step.ts";
import { defect } from "./defect.ts";

const ROW = { total: 1, copied: 1, skipped: 0, mismatch: 0, failed: 0, extras: 0 };
/** A summary in which nothing is wrong. */
const ALL_COPIED: RobocopyOutput = {
  summary: { dirs: ROW, files: ROW, bytes: ROW, exact: true },
  errors: [],
  errorCount: 0,
};

/** Whether a .cmd file goes on when a program ended with a code: by the conditions that follow it, read as cmd reads them. */
function goesOn(cmd: string, program: string): (code: number) => boolean {
  const lines = cmd.split("\r\n");
  const at = lines.findIndex((line) => line.startsWith('"') && line.includes(program));
  if (at < 0) throw new Error(`${program} is not started`);
  const rest = lines.slice(at + 1);
  const conditions = rest.slice(
    0,
    rest.findIndex((line) => !/^(?:if .*%RC%|set "RC=|rem )/.test(line)),
  );
  return (code) => !conditions.some((line) => fires(line, code));
}

function fires(line: string, code: number): boolean {
  const [, word, number] = /^if %RC% (geq|lss) (\d+) goto abort$/.exec(line) ?? [];
  if (word === "geq") return code >= Number(number);
  if (word === "lss") return code < Number(number);
  const [, good] = /^if not "%RC%"=="(\d+)" goto abort$/.exec(line) ?? [];
  return good !== undefined && code !== Number(good);
}

/** `if not errorlevel 0`: errorlevel n asks whether the code is n or more. */
const notErrorlevel0 = (code: number): boolean => code >= 0;

const CMD = standAlone(planOf()).cmd;
const LINES = CMD.split("\r\n");
const COPYING = LINES.filter((line) => /^".*robocopy\.exe"/.test(line)).join("\n");
/** As the step does that Thawline's own script starts. */
const STEP = await robocopyOfTheCopyStep();

/** What robocopy does if one of its numbers is not given. */
function longestWait(line: string): number {
  const of = (option: string, usual: number): number =>
    Number(new RegExp(`/${option}:(\\d+)`, "i").exec(line)?.[1] ?? usual);
  return of("R", 1_000_000) * of("W", 30);
}

export const PROGRAMS = [
  defect(
    1,
    "a log that robocopy could not copy stops the backup",
    (goes: (code: number) => boolean) => {
      expect([0, 1, 2, 3, 7].map(goes)).toEqual([true, true, true, true, true]);
      expect([8, 9, 16, -1].map(goes)).toEqual([false, false, false, false]);
    },
    notErrorlevel0,
    goesOn(CMD, "robocopy.exe"),
    // A good code alone is not enough for the copy step; a bad one must be.
    (code) => (code >= 0 && code < 8) || verifyCopy(ALL_COPIED, code).verified,
  ),
  defect(
    2,
    "an eseutil that is not there stops the backup",
    (goes: (code: number) => boolean) => {
      // cmd's code for a program that it does not find; errors of Jet; a usage error.
      expect([9009, -1206, -501, -1, 1].map(goes)).toEqual([false, false, false, false, false]);
      expect(goes(0)).toBe(true);
    },
    notErrorlevel0,
    goesOn(CMD, "/mh"),
    goesOn(CMD, "/k"),
    goesOn(CMD, "/ml"),
  ),
  defect(
    3,
    "the whole log stream is checked, not the database alone",
    (checks: readonly string[]) =>
      expect(checks).toEqual(expect.arrayContaining(["/k E00", "/ml E00", "/mk E00.chk"])),
    ["/k DB01.edb"],
    LINES.flatMap((line) => {
      const [, mode, file = ""] = /eseutil\.exe" (\/\w+) "([^"]+)"/.exec(line) ?? [];
      return mode === undefined ? [] : [`${mode} ${file.slice(file.lastIndexOf("\\") + 1)}`];
    }),
  ),
  defect(
    7,
    "a copy needs no right of an auditor",
    (line: string) => {
      expect(line).not.toMatch(/\/copyall|\/copy:\w*[SOU]|\/sec\b/i);
      expect(line).toMatch(/\/COPY:DAT\b/);
    },
    "robocopy G:\\DB1 D:\\Backup\\DB1 DB1.edb /copyall /ZB",
    COPYING,
    STEP,
  ),
  defect(
    8,
    "a file that cannot be read holds the snapshot for seconds, not for a year",
    (line: string) => {
      for (const one of line.split("\n")) expect(longestWait(one)).toBeLessThanOrEqual(60);
      expect(line).not.toMatch(/\/Z/i);
    },
    "robocopy G:\\DB1 D:\\Backup\\DB1 DB1.edb /copyall /ZB",
    COPYING,
    STEP,
  ),
  defect(
    9,
    "what each program printed is kept",
    (lines: readonly string[]) => {
      const kept = lines.map((line) => />+"?([^">]+)"? 2>&1$/.exec(line)?.[1] ?? "nul");
      expect(kept).not.toContain("nul");
      expect(new Set(kept).size).toBe(lines.length);
    },
    ["robocopy G:\\DB1 D:\\Backup\\DB1 DB1.edb >nul", "eseutil /k D:\\Backup\\DB1\\DB1.edb >nul"],
    LINES.filter((line) => /^"[A-Z]:.*\.exe"/.test(line)),
  ),
];
