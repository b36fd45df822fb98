import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { ProcessPort } from "../../src/model/process.ts";
import { findTool } from "../../src/verify/index.ts";
import { database, log, newPage } from "../parsers/ese/build.ts";
import { DIRTY, databaseOf, logsOf } from "../parsers/ese/written.ts";
import { backupFolder } from "./backup.ts";

const { put, verify } = backupFolder();
const TOOL = resolve("/Exchange/Bin/eseutil.exe");

interface Answer {
  readonly exitCode?: number | null;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly trouble?: string;
}

const SUCCESS = "Operation completed successfully in 0.15 seconds.";
const FAILURE =
  "Operation terminated with error -1206 (JET_errDatabaseCorrupted, Corrupt) after 0.15 seconds.";

/** What `/k` prints, with the line ends of a redirected Windows program. */
function counts(pages: number, bad: number, last = SUCCESS, correctable = 0, empty = 0): string {
  const lines = ["Initiating CHECKSUM mode...", `${pages} pages seen`, `${bad} bad checksums`];
  lines.push(
    `${correctable} correctable checksums`,
    `${empty} uninitialized pages`,
    "0 wrong page numbers",
    last,
  );
  return lines.join("\r\r\n");
}

const LOGS_GOOD = `Verifying log files...\r\n     Base name: E00\r\n      Log file: E00.log - OK\r\nNo damaged log files were found.\r\n${SUCCESS}\r\n`;
const CHECKPOINT_AT = (place: string) => `Checkpoint: ${place}\r\n${SUCCESS}\r\n`;
const HEADER = (state: string) => `DATABASE HEADER:\r\n   State: ${state}\r\n${SUCCESS}\r\n`;

/** A machine with eseutil, which answers as told (by mode and file, or by mode); `runs` and `folders` hold how it was started. */
function machine(answers: Readonly<Record<string, Answer>>, has = true) {
  const runs: (readonly string[])[] = [];
  const folders: string[] = [];
  const processes: ProcessPort = {
    find: (files) => (has ? (files[0] ?? null) : null),
    async run(file, args, { folder, stdout, stderr }) {
      runs.push([file, ...args]);
      folders.push(folder);
      const {
        exitCode = 0,
        trouble = null,
        ...text
      } = answers[args.join(" ")] ?? answers[args[0] ?? ""] ?? {};
      stdout(text.stdout ?? "");
      stderr(text.stderr ?? "");
      return { exitCode: trouble === null ? exitCode : null, trouble };
    },
  };
  return { runs, folders, processes };
}

const good = database(4096, [newPage(4096, 1), newPage(4096, 2)]);
const wrong = database(4096, [newPage(4096, 1), newPage(4096, 7)]);
const codes = (report: { readonly diagnostics: readonly { readonly code: string }[] }): readonly string[] =>
  report.diagnostics.map(({ code }) => code);

describe("the engine eseutil", () => {
  it("is believed when everything proves that all pages are good", async () => {
    const folder = put("good", { "DB01.edb": good });
    const { processes, runs } = machine({
      "/k": { stdout: counts(4, 0) },
      "/mh": { stdout: HEADER("Clean Shutdown") },
    });
    const report = await verify([folder], { engine: "eseutil", tool: TOOL }, { processes });
    expect([report.verdict, report.engine]).toEqual(["ok", "eseutil"]);
    expect(report.databases).toMatchObject([
      { pagesSeen: 4, badChecksums: 0, eseutil: { result: "good", exit: 0 } },
    ]);
    expect(runs.map((run) => run.slice(1))).toEqual([
      ["/k", join(folder, "DB01.edb")],
      ["/mh", join(folder, "DB01.edb")],
    ]);
  });

  it("fails a database by the tool's word, whose exit code Windows gives without a sign", async () => {
    const { processes } = machine({
      "/k": {
        exitCode: 4_294_966_090,
        stdout: counts(4, 1, FAILURE),
        stderr: "ERROR: page 2 checksum failed\r\n",
      },
    });
    const report = await verify(
      [put("bad", { "DB01.edb": wrong })],
      { engine: "eseutil", tool: TOOL },
      { processes },
    );
    expect(report.verdict).toBe("failure");
    expect(report.databases).toMatchObject([
      { badPages: [2], eseutilExit: -1206, eseutil: { result: "bad", exit: -1206 } },
    ]);
  });

  const doubts: Readonly<Record<string, Answer>> = {
    "not all pages were seen": { stdout: counts(3, 0) },
    "the last line is missing": { stdout: counts(4, 0, "") },
    "nothing was printed": {},
    "the exit code is another one": { exitCode: 1, stdout: counts(4, 0) },
    "it could not be started": { trouble: "spawn EACCES" },
    "it was killed": { exitCode: null, stdout: counts(4, 0) },
    "it speaks of trouble in unknown words": { stdout: `${counts(4, 0)}\r\nThe device is damaged somehow` },
  };
  for (const [why, answer] of Object.entries(doubts))
    it(`proves nothing when ${why}`, async () => {
      const { processes } = machine({ "/k": answer, "/mh": { stdout: HEADER("Clean Shutdown") } });
      const folder = put("doubt", { "DB01.edb": good });
      const report = await verify([folder], { engine: "eseutil", tool: TOOL }, { processes });
      expect(report.verdict).toBe("unknown");
      expect(report.sets[0]?.databases).toMatchObject([{ judged: false }]);
      expect(codes(report)).toContain("verify-eseutil");
    });

  it("is said to be missing, and the own check made instead, on a machine without it", async () => {
    const { processes } = machine({}, false);
    const report = await verify([put("none", { "DB01.edb": wrong })], { engine: "eseutil" }, { processes });
    expect([report.verdict, ...codes(report)]).toEqual(["failure", "verify-eseutil"]);
    const other = await verify([put("none-good", { "DB01.edb": good })], { engine: "both" }, { processes });
    expect(other.verdict).toBe("unknown");
  });

  it("is looked for where Exchange and Windows have it", () => {
    const asked: string[] = [];
    const processes: ProcessPort = {
      ...machine({}).processes,
      find(files) {
        asked.push(...files);
        return null;
      },
    };
    findTool(processes, { ExchangeInstallPath: "D:\\Exchange Server\\V15\\", SystemRoot: "C:\\Windows" });
    expect(asked).toEqual([
      "D:\\Exchange Server\\V15\\Bin\\eseutil.exe",
      "C:\\Windows\\System32\\esentutl.exe",
    ]);
  });
});

describe("both engines", () => {
  const both = { engine: "both", tool: TOOL } as const;

  it("are good together", async () => {
    const folder = put("both/good", {
      "DB01.edb": database(4096, [newPage(4096, 1)], {
        state: 2,
        required: [7, 7],
        committed: 7,
        signLog: 5,
      }),
      "E00.log": log({ generation: 7, signLog: 5 }),
    });
    const { processes, runs, folders } = machine({
      "/k": { stdout: counts(3, 0) },
      "/mh": { stdout: HEADER("Dirty Shutdown") },
      "/ml": { stdout: LOGS_GOOD },
      "/k E00": { stdout: LOGS_GOOD },
    });
    const report = await verify([folder], both, { processes });
    expect([report.verdict, ...codes(report)]).toEqual(["ok"]);
    expect(report.sets[0]?.eseutil?.result).toBe("good");
    expect(runs.slice(-2)).toEqual([
      [TOOL, "/ml", join(folder, "E00")],
      [TOOL, "/k", "E00"],
    ]);
    // It takes three letters for all the logs of the folder that it is started in.
    expect(folders.at(-1)).toBe(folder);
  });

  /** A set that both find good, as far as `answers` leaves it. */
  async function verified(name: string, answers: Readonly<Record<string, Answer>>) {
    const bytes = databaseOf(4096, DIRTY);
    const pages = Array.from({ length: bytes.length / 4096 }, (_, i) =>
      bytes.subarray(i * 4096, (i + 1) * 4096),
    );
    const empty = pages.filter((page) => page.every((byte) => byte === 0)).length;
    const folder = put(`both/${name}`, { "Written.edb": bytes, ...logsOf(4, 7) });
    const { processes } = machine({
      "/k": { stdout: counts(bytes.length / 4096, 0, SUCCESS, 0, empty) },
      "/mh": { stdout: HEADER("Dirty Shutdown") },
      "/ml": { stdout: LOGS_GOOD },
      "/k E00": { stdout: LOGS_GOOD },
      "/mk": { stdout: CHECKPOINT_AT("(0x4,1,0)") },
      ...answers,
    });
    return await verify([folder], both, { processes });
  }

  it("prove a database, its logs and its checkpoint", async () => {
    const report = await verified("whole", {});
    expect([report.verdict, ...codes(report)]).toEqual(["ok"]);
    expect(report.checkpoints).toMatchObject([{ eseutil: { result: "good", exit: 0 } }]);
  });

  it.each<readonly [string, Readonly<Record<string, Answer>>, string, string]>([
    ["the header is not told", { "/mh": {} }, "unknown", "verify-eseutil"],
    ["no header can be read", { "/mh": { exitCode: -1206 } }, "failure", ""],
    ["the sums of the logs are not told", { "/k E00": {} }, "unknown", "verify-eseutil"],
    ["the checkpoint is not told", { "/mk": { stdout: SUCCESS } }, "unknown", "verify-eseutil"],
    ["it cannot be started for the checkpoint", { "/mk": { trouble: "gone" } }, "unknown", "verify-eseutil"],
    [
      "the checkpoint is another one",
      { "/mk": { stdout: CHECKPOINT_AT("(0x5,1,0)") } },
      "unknown",
      "verify-engines-differ",
    ],
    [
      "the sum of a log is wrong",
      {
        "/k E00": {
          exitCode: -501,
          stdout: "Operation terminated with error -501 (JET_errLogFileCorrupt, Corrupt) after 0.1 seconds.",
        },
      },
      "failure",
      "verify-engines-differ",
    ],
  ])("are not good when %s", async (_, answers, verdict, code) => {
    const report = await verified("doubt", answers);
    expect(report.verdict).toBe(verdict);
    if (code !== "") expect(codes(report)).toContain(code);
  });

  const differences: Readonly<
    Record<string, readonly [Uint8Array, Readonly<Record<string, Answer>>, string]>
  > = {
    "eseutil passes a page that is bad": [wrong, { "/k": { stdout: counts(4, 0) } }, "failure"],
    "eseutil finds a page bad that is good": [
      good,
      { "/k": { exitCode: -1206, stdout: counts(4, 1, FAILURE), stderr: "ERROR: page 1 checksum failed" } },
      "failure",
    ],
    "the counts of correctable pages differ": [
      good,
      { "/k": { stdout: counts(4, 0, SUCCESS, 1) } },
      "unknown",
    ],
    "the states differ": [
      good,
      { "/k": { stdout: counts(4, 0) }, "/mh": { stdout: HEADER("Dirty Shutdown") } },
      "unknown",
    ],
  };
  for (const [what, [bytes, answers, verdict]] of Object.entries(differences))
    it(`say loudly that ${what}`, async () => {
      const { processes } = machine(answers);
      const report = await verify([put("both/differ", { "DB01.edb": bytes })], both, { processes });
      expect(report.verdict).toBe(verdict);
      expect(codes(report)).toContain("verify-engines-differ");
    });
});
