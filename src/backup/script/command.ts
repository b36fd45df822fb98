import type { BackupPlan } from "../../model/backup/plan.ts";
import { joinPath } from "../plan/paths.ts";
import { scriptText } from "./lines.ts";
import { cmdWord } from "./quote.ts";

/** How every .cmd file begins, whatever the shell that starts it was told. */
export const PREAMBLE = [
  "setlocal EnableExtensions DisableDelayedExpansion",
  // A variable of this name, if anybody set one, would be read in place of the exit code.
  'set "ERRORLEVEL="',
] as const;

/** What the copy step prints, which has no terminal. */
export function stepOutput({ folders }: Pick<BackupPlan, "folders">): string {
  return joinPath(folders.transcripts, "copy-step.txt");
}

/**
 * The small .cmd file that Diskshadow's `exec` starts: it calls the copy step of this program, whose exit code it returns.
 *
 * Without `&&` and blocks in parentheses: a `)` or `%` of a path would end them, and Wine reads them wrong.
 *
 * @throws Error for a plan with a path that cmd cannot carry
 */
export function commandFile(plan: BackupPlan): string {
  return scriptText([
    "@echo off",
    `rem Made by Thawline, run ${plan.id}. Diskshadow goes on to "end backup" only when this ends with 0.`,
    ...PREAMBLE,
    `${plan.copyCommand.map(cmdWord).join(" ")} >>${cmdWord(stepOutput(plan))} 2>&1`,
    "exit /b %errorlevel%",
  ]);
}
