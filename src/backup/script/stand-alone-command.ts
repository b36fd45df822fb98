import type { BackupPlan, Transfer } from "../../model/backup/plan.ts";
import { joinPath } from "../plan/paths.ts";
import { type CopiedDatabase, copiedDatabases } from "../plan/transfers.ts";
import { PREAMBLE } from "./command.ts";
import { scriptText } from "./lines.ts";
import { cmdWord } from "./quote.ts";

/**
 * Unbuffered, because databases are larger than the cache; two tries, because the usual million would hold the snapshot for
 * a year; data, attributes and times, because rights (`/COPYALL`) need a privilege and a target that takes them.
 */
const ROBOCOPY_OPTIONS = "/J /R:2 /W:5 /COPY:DAT /DCOPY:T /BYTES /NP";

/**
 * The .cmd file that does without this program: it copies by robocopy, compares sizes, checks by eseutil, and ends with 0
 * only when all of it was good.
 *
 * Every line stands by itself: no blocks in parentheses, no `&&`, and paths only in quotes and never in variables, so that
 * no letter of a path is ever read as a sign. Patterns stand without quotes, and so without a path: Wine finds nothing by
 * one in quotes.
 *
 * @throws Error for a plan with a path or a prefix that cmd cannot carry
 */
export function standAloneCommand(plan: BackupPlan): string {
  const { folders, transfers, logPrefix } = plan;
  if (!/^\w{3}$/.test(logPrefix)) throw new Error(`not the prefix of logs: ${JSON.stringify(logPrefix)}`);
  const databases = copiedDatabases(plan);
  return scriptText([
    "@echo off",
    `rem Made by Thawline, run ${plan.id}. Copies what the shadow copies show, and checks the copy.`,
    'rem Diskshadow goes on to "end backup" only when this ends with 0.',
    ...PREAMBLE,
    ...beforeCopying(plan),
    ...transfers.flatMap((transfer, at) =>
      copying(folders.transcripts, transfer, plan.tools.robocopy, at + 1),
    ),
    ...databases.flatMap(sameSize),
    ...logsThere(plan),
    ...checking(plan, databases),
    ...ending(folders.run),
    ...logLabel(plan),
  ]);
}

function beforeCopying({ folders: { run, files, transcripts }, snapshot }: BackupPlan): readonly string[] {
  const marker = cmdWord(joinPath(run, "done.txt"));
  return [
    'set "RC=none"',
    "rem How to take the shadow copies away if this fails; Diskshadow gives their ids in variables.",
    ...snapshot.volumes.map(
      ({ alias }, at) =>
        `if not "%${alias}%"=="" echo delete shadows id %${alias}%>${cmdWord(joinPath(run, `cleanup-${at + 1}.dsh`))}`,
    ),
    step("This run was made already"),
    `if exist ${marker} goto abort`,
    step("The folders cannot be made"),
    ...[files, transcripts].flatMap((folder) => [
      `if not exist ${cmdWord(folder)} mkdir ${cmdWord(folder)}`,
      `if not exist ${cmdWord(folder)} goto abort`,
    ]),
    step("The folder for the files must be empty"),
    'set "FOUND="',
    `pushd ${cmdWord(files)}`,
    'for %%F in (*) do set "FOUND=1"',
    'for /d %%F in (*) do set "FOUND=1"',
    "popd",
    "if defined FOUND goto abort",
  ];
}

function copying(
  transcripts: string,
  { name, from, to, files }: Transfer,
  robocopy: string,
  at: number,
): readonly string[] {
  const words = [robocopy, from, to, ...files].map(cmdWord).join(" ");
  return [
    step(`robocopy ${at} of the ${name}`),
    `${words} ${ROBOCOPY_OPTIONS} >${cmdWord(joinPath(transcripts, `robocopy-${at}.txt`))} 2>&1`,
    'set "RC=%errorlevel%"',
    "rem 0 to 7 say what was copied, 8 and more that something was not; below 0 it crashed.",
    "if %RC% geq 8 goto abort",
    "if %RC% lss 0 goto abort",
  ];
}

/** Robocopy calls it a success when it found nothing to copy. */
function sameSize({ from, to }: CopiedDatabase, at: number): readonly string[] {
  return [
    step(`The copy of database ${at + 1} is not as large as the database`),
    'set "SIZE="',
    'set "COPY="',
    `for %%F in (${cmdWord(from)}) do set "SIZE=%%~zF"`,
    `for %%F in (${cmdWord(to)}) do set "COPY=%%~zF"`,
    'if "%SIZE%"=="" goto abort',
    'if not "%SIZE%"=="%COPY%" goto abort',
  ];
}

function logsThere({ transfers, folders, logPrefix }: BackupPlan): readonly string[] {
  return [
    step("A log is missing in the copy, or not as large as it was"),
    'set "BAD="',
    'set "FOUND="',
    `pushd ${cmdWord(logsOf(transfers).from)}`,
    `for %%F in (${logPrefix}*.log) do call :onelog "%%~nxF"`,
    "popd",
    "if defined BAD goto abort",
    "if not defined FOUND goto abort",
    step("The checkpoint is missing in the copy"),
    `if not exist ${cmdWord(joinPath(folders.files, `${logPrefix}.chk`))} goto abort`,
  ];
}

function checking(
  { folders, logPrefix, tools }: BackupPlan,
  databases: readonly CopiedDatabase[],
): readonly string[] {
  const eseutil = (transcript: string, words: string, mode: string, file: string): readonly string[] => [
    step(words),
    `${cmdWord(tools.eseutil)} ${mode} ${cmdWord(file)} >${cmdWord(joinPath(folders.transcripts, `${transcript}.txt`))} 2>&1`,
    'set "RC=%errorlevel%"',
    'if not "%RC%"=="0" goto abort',
  ];
  return [
    `pushd ${cmdWord(folders.run)}`,
    ...databases.flatMap(({ to }, at) => [
      ...eseutil(`eseutil-mh-${at + 1}`, `eseutil cannot read the header of database ${at + 1}`, "/mh", to),
      ...eseutil(`eseutil-k-${at + 1}`, `eseutil finds database ${at + 1} not good`, "/k", to),
    ]),
    "popd",
    "rem eseutil takes the whole stream of logs by its first three letters, in the folder that it is started in.",
    `pushd ${cmdWord(folders.files)}`,
    step("The folder of the copied logs cannot be entered"),
    `if not exist ${cmdWord(`${logPrefix}.chk`)} goto abort`,
    ...eseutil("eseutil-mk", "eseutil cannot read the checkpoint", "/mk", `${logPrefix}.chk`),
    ...eseutil("eseutil-ml", "eseutil finds the logs not in sequence", "/ml", logPrefix),
    ...eseutil("eseutil-k-logs", "eseutil finds a log not good", "/k", logPrefix),
    "popd",
  ];
}

function ending(run: string): readonly string[] {
  const done = cmdWord(joinPath(run, "done.txt"));
  const failed = cmdWord(joinPath(run, "failed.txt"));
  return [
    step("The mark of success cannot be written"),
    `>${done} echo All files are copied and checked.`,
    `if not exist ${done} goto abort`,
    "exit /b 0",
    ":abort",
    `>${failed} echo %STEP%. Last exit code: %RC%.`,
    "exit /b 1",
  ];
}

/** Compares one log, by its name, in the shadow copy and in the copy of it. */
function logLabel({ transfers }: BackupPlan): readonly string[] {
  const { from, to } = logsOf(transfers);
  const inFolder = (folder: string): string => cmdWord(joinPath(folder, "*")).replace(/\*"$/, '%~1"');
  return [
    ":onelog",
    'set "FOUND=1"',
    'set "SIZE="',
    'set "COPY="',
    `for %%F in (${inFolder(from)}) do set "SIZE=%%~zF"`,
    `for %%F in (${inFolder(to)}) do set "COPY=%%~zF"`,
    'if "%SIZE%"=="" set "BAD=1"',
    'if not "%SIZE%"=="%COPY%" set "BAD=1"',
    "goto :eof",
  ];
}

function logsOf(transfers: readonly Transfer[]): Transfer {
  const logs = transfers.find(({ name }) => name === "logs");
  if (logs === undefined) throw new Error("a plan without logs");
  return logs;
}

/** Fixed words, without a sign that cmd reads: they are printed when it fails. */
function step(words: string): string {
  return `set "STEP=${words}"`;
}
