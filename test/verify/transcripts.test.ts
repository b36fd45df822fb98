import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ProcessPort } from "../../src/model/process.ts";
import type { ToolOpinion } from "../../src/model/verify.ts";
import { checkDatabase, checkLogs, readHeader, type ToolRun } from "../../src/verify/eseutil/run.ts";

const FOLDER = new URL("../../../shared/data/ese/transcripts/", import.meta.url);
const present = existsSync(FOLDER);
const SKIPPED = present ? "" : " (skipped: ../shared/data is not there)";

/** What each output proves about 64 pages, a header or a set of logs; worked out from the texts by hand. */
const EXPECTED: Readonly<Record<string, ToolOpinion["result"]>> = {
  "reconstructed/k-edb-ok": "good",
  "reconstructed/k-edb-correctable-only": "good",
  "reconstructed/k-edb-one-bad": "bad",
  "reconstructed/k-edb-both-headers-bad": "bad",
  "reconstructed/k-edb-primary-header-bad": "bad",
  "reconstructed/k-edb-shadow-header-bad": "bad",
  "reconstructed/k-edb-wrong-page-numbers": "bad",
  "reconstructed/k-edb-locked": "unproven",
  "reconstructed/k-edb-not-found": "unproven",
  "reconstructed/k-edb-read-error": "unproven",
  "reconstructed/k-edb-ok-esentutl": "good",
  "reconstructed/k-set-ok": "good",
  "reconstructed/ml-set-ok": "good",
  "reconstructed/ml-set-bad-header": "bad",
  "reconstructed/ml-set-damaged": "bad",
  "reconstructed/ml-set-foreign-log": "bad",
  "reconstructed/ml-set-missing-one": "bad",
  "reconstructed/ml-set-renamed": "bad",
  "reconstructed/mh-clean": "good",
  "reconstructed/mh-dirty": "good",
  "reconstructed/mh-locked": "unproven",
  "reconstructed/mh-shadow-bad": "unproven",
  "public/k-edb-ok-v14.03": "good",
  "public/k-edb-start-v6.5": "unproven",
  "public/mh-consistent-v5.5": "unproven",
  "public/mh-esentutl-v10-partial": "unproven",
};

/** Checks that the program never runs: of one log, of a checkpoint; and other modes. */
const NOT_ASKED = /^(?:k-chk|k-log|mk-|ml-single|p-|r-)/;

const PAGES: Readonly<Record<string, number>> = {
  "reconstructed/k-edb-ok-esentutl": 256,
  "public/k-edb-ok-v14.03": 4354,
};

interface Transcript {
  readonly text: string;
  /** As it is, and as Windows gives it. */
  readonly exit: number;
  readonly unsigned: number;
}

function transcript(path: string): Transcript {
  const whole = readFileSync(new URL(path, FOLDER), "utf8");
  const [head = "", text = ""] = whole.split("#!---\n");
  const said = (key: string): string | undefined => new RegExp(`^#! ${key}: (-?\\d+)`, "m").exec(head)?.[1];
  const exit = Number(said("exitCode") ?? 0);
  return { text, exit, unsigned: Number(said("exitCodeUnsigned") ?? exit) };
}

/** Both streams of a run. */
function load(name: string): Transcript & { readonly errors: string } {
  const path = (stream: string): string => `${name}${stream}.txt`;
  if (name.startsWith("public/")) return { ...transcript(path("")), errors: "" };
  const errors = existsSync(new URL(path(".stderr"), FOLDER)) ? transcript(path(".stderr")).text : "";
  return { ...transcript(path(".stdout")), errors };
}

/** Runs the check that a transcript is of, with a program that prints it. */
function replay(name: string, stdout: string, stderr: string, exitCode: number): Promise<ToolRun> {
  const processes: ProcessPort = {
    find: () => null,
    async run(_file, _args, take) {
      take.stdout(stdout);
      take.stderr(stderr);
      return { exitCode, trouble: null };
    },
  };
  const tool = { file: "eseutil.exe", processes, folder: "." };
  if (name.includes("/mh-")) return readHeader(tool, "DB01.edb");
  if (name.includes("-set-")) return checkLogs(tool, ".", "E00");
  return checkDatabase(tool, "DB01.edb", PAGES[name] ?? 64);
}

describe.skipIf(!present)(`eseutil's word as it was printed${SKIPPED}`, () => {
  it("is looked at in every transcript that there is", () => {
    const names = ["public", "reconstructed"].flatMap((kind) =>
      readdirSync(new URL(`${kind}/`, FOLDER))
        .filter((file) => !file.endsWith(".stderr.txt") && !NOT_ASKED.test(file))
        .map((file) => `${kind}/${file.replace(/(?:\.stdout)?\.txt$/, "")}`),
    );
    expect(names.sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  for (const [name, result] of Object.entries(EXPECTED))
    it(`is ${result}: ${name}`, async () => {
      const { text, errors, exit, unsigned } = load(name);
      const { opinion } = await replay(name, text, errors, unsigned);
      expect(opinion.result, opinion.message).toBe(result);
      expect(opinion.exit).toBe(exit);
    });

  it("has an exit code with a sign, whatever Windows gives", async () => {
    const { text, errors, unsigned } = load("reconstructed/k-edb-one-bad");
    expect(unsigned).toBe(4_294_966_090);
    expect((await replay("k-edb", text, errors, unsigned)).opinion.exit).toBe(-1206);
  });

  const SUCCESS = /^Operation completed successfully.*$/m;
  const changes: Readonly<
    Record<string, readonly [(text: string) => string, number, ToolOpinion["result"]]>
  > = {
    "as it was": [(text) => text, 0, "good"],
    "with another exit code": [(text) => text, 1, "unproven"],
    "with the exit code of a damaged database": [(text) => text, 4_294_966_090, "bad"],
    "without its last line": [(text) => text.replace(SUCCESS, ""), 0, "unproven"],
    "with a warning as its last line": [
      (text) =>
        text.replace(
          SUCCESS,
          "Operation completed successfully with 1234 (JET_wrnUnknown, What) after 0.1 seconds.",
        ),
      0,
      "unproven",
    ],
    "with a page less": [(text) => text.replace("64 pages seen", "63 pages seen"), 0, "unproven"],
    "without its counts": [(text) => text.replace(/^.*(?:pages seen|checksums).*$/gm, ""), 0, "unproven"],
    "with a bad page and success": [(text) => text.replace(/\b0 bad checksums/, "1 bad checksums"), 0, "bad"],
    "cut in its middle": [(text) => text.slice(0, text.length / 2), 0, "unproven"],
  };
  for (const [what, [change, exit, result]] of Object.entries(changes))
    it(`is ${result} ${what}`, async () => {
      const { text } = load("reconstructed/k-edb-ok");
      const { opinion } = await replay("k-edb", change(text), "", exit);
      expect(opinion.result, opinion.message).toBe(result);
    });
});
