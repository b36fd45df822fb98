import { mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withExcerpts } from "../../../src/app/runs/excerpt.ts";
import { pruneRuns } from "../../../src/app/runs/prune-runs.ts";
import { createRunRecords } from "../../../src/app/runs/run-records.ts";
import { record } from "../../backup/verified.ts";
import { finding } from "../../report/fixtures/build.ts";
import { testFolder } from "../logs.ts";

const top = testFolder();
let count = 0;

/** A state folder with files in `runs`; what is no text is written as JSON. */
function state(files: Readonly<Record<string, unknown>>): string {
  const folder = join(top, `state-${count++}`);
  mkdirSync(join(folder, "runs"), { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(
      join(folder, "runs", name),
      typeof content === "string" ? content : JSON.stringify(content),
    );
  return folder;
}

const id = (digit: string): string => digit.repeat(16);
const set = (digit: string): string => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
const run = (digit: string, over = {}) => record({ id: id(digit), snapshotSet: set(digit), ...over });

describe("what runs have recorded", () => {
  it("is read by start, however the files are called", () => {
    const folder = state({
      [`${id("a")}.json`]: run("a", { startedAt: "2026-03-02T21:30:00Z" }),
      [`${id("b")}.json`]: run("b", { startedAt: "2026-03-01T21:30:00Z" }),
      "notes.txt": "not ours",
      [`${id("c")}.json.tmp`]: "half a rec",
    });
    const { runs, troubles } = createRunRecords(folder).read();
    expect(runs.map((one) => [one.id, one.startedAt])).toEqual([
      [id("b"), "2026-03-01T21:30:00.000Z"],
      [id("a"), "2026-03-02T21:30:00.000Z"],
    ]);
    expect(troubles).toEqual([]);
  });

  it("is nothing where no run was ever made, and said where the folder is none", () => {
    expect(createRunRecords(join(top, "nowhere")).read()).toEqual({ runs: [], troubles: [] });
    const folder = join(top, "a-file");
    mkdirSync(folder);
    writeFileSync(join(folder, "runs"), "");
    const { runs, troubles } = createRunRecords(folder).read();
    expect([runs, troubles.map(({ where, code }) => [where, code])]).toEqual([
      [],
      [[join(folder, "runs"), "input-unreadable"]],
    ]);
  });

  it.each([
    ["cut", JSON.stringify(run("a")).slice(0, 200)],
    ["empty", ""],
    ["another program's", '{"schema":"other/1"}'],
    ["of a newer version", { ...run("a"), schema: "thawline.run/2" }],
    ["of another run", run("b")],
    ["of no time", run("a", { startedAt: "yesterday" })],
    ["of a set that is no GUID", run("a", { snapshotSet: "../../etc" })],
    ["endless", `${JSON.stringify(run("a"))}${" ".repeat(1024 * 1024)}`],
    ["a list", "[]"],
    ["deep", "[".repeat(100_000)],
  ])("does not use a file that is %s, and says so", (_, content) => {
    const folder = state({ [`${id("a")}.json`]: content, [`${id("f")}.json`]: run("f") });
    const { runs, troubles } = createRunRecords(folder).read();
    expect(runs.map((one) => one.id)).toEqual([id("f")]);
    expect(troubles.map(({ where }) => where)).toEqual([join(folder, "runs", `${id("a")}.json`)]);
  });

  it("takes the first of two runs that name one snapshot set", () => {
    const folder = state({
      [`${id("a")}.json`]: run("a", { startedAt: "2026-03-02T00:00:00Z", snapshotSet: set("e") }),
      [`${id("b")}.json`]: run("b", {
        startedAt: "2026-03-01T00:00:00Z",
        snapshotSet: set("e").toUpperCase(),
      }),
    });
    const { runs, troubles } = createRunRecords(folder).read();
    expect(runs.map((one) => [one.id, one.snapshotSet])).toEqual([[id("b"), set("e")]]);
    expect(troubles.map(({ message }) => message)).toEqual([`names the snapshot set of run ${id("b")}`]);
  });

  it("is cut to what a report can show, and steps without a time and findings of unknown codes are left out", () => {
    const step = { name: "x".repeat(9_000), start: "2026-03-01T22:00:00Z", end: "never", outcome: "failed" };
    const steps = [
      { ...step, detail: "y".repeat(9_000), transcript: null },
      { ...step, start: "soon", detail: "", transcript: null },
    ];
    const bad = finding("F1", "CHECKSUM_FAILED", { evidence: [{ text: "made up" } as never] });
    const folder = state({
      [`${id("a")}.json`]: run("a", { steps, findings: [bad, { ...bad, code: "NO_SUCH_CODE" }] }),
    });
    const [only] = createRunRecords(folder).read().runs;
    expect(only?.steps.map((one) => [one.name.length, one.end, one.detail.length])).toEqual([
      [301, null, 2_001],
    ]);
    expect(only?.findings.map(({ code, evidence }) => [code, evidence])).toEqual([["CHECKSUM_FAILED", []]]);
  });

  it("is what a file holds now, also when it was replaced", () => {
    const folder = state({ [`${id("a")}.json`]: run("a", { outcome: "running" }) });
    const records = createRunRecords(folder);
    const outcome = () => records.read().runs.map((one) => one.outcome);
    expect([outcome(), outcome()]).toEqual([["running"], ["running"]]);
    const path = join(folder, "runs", `${id("a")}.json`);
    writeFileSync(`${path}.tmp`, JSON.stringify(run("a", { outcome: "doubtful" })));
    renameSync(`${path}.tmp`, path);
    expect(outcome()).toEqual(["doubtful"]);
  });
});

describe("records of old runs", () => {
  it("are removed when the runs are over, with nothing left, and were not looked at since", () => {
    const old = { startedAt: "2025-01-01T21:00:00Z", endedAt: "2025-01-01T22:00:00Z" };
    const step = { name: "Verified again", start: "2026-02-20T00:00:00Z", end: null, outcome: "unknown" };
    const again = { ...old, steps: [{ ...step, detail: "", transcript: null }] };
    const folder = state({
      [`${id("a")}.json`]: run("a", old),
      [`${id("b")}.json`]: run("b", { ...old, endedAt: null, outcome: "running" }),
      [`${id("c")}.json`]: run("c", { ...old, left: ["a shadow copy"] }),
      [`${id("d")}.json`]: run("d", again),
      [`${id("e")}.json`]: run("e"),
      [`${id("f")}.json`]: "no record",
    });
    expect(pruneRuns(folder, Date.UTC(2026, 0, 1))).toBe(1);
    expect(readdirSync(join(folder, "runs"))).toEqual(
      ["b", "c", "d", "e", "f"].map((one) => `${id(one)}.json`),
    );
    expect(pruneRuns(join(top, "nowhere"), Date.now())).toBe(0);
  });
});

describe("the end of a transcript", () => {
  const folder = join(top, "run");
  mkdirSync(join(folder, "transcripts"), { recursive: true });
  writeFileSync(join(top, "secret.txt"), "secret\n");
  const step = {
    name: "Copy",
    start: "2026-03-01T22:00:00Z",
    end: null,
    outcome: "failed",
    detail: "",
  } as const;
  const excerptOf = (transcript: string, outcome: "failed" | "succeeded" = "failed") =>
    withExcerpts(record({ folder, steps: [{ ...step, outcome, transcript }] })).steps[0]?.excerpt;

  it("is shown of a step that failed: its last twenty lines, as far as they go", () => {
    const lines = Array.from({ length: 30 }, (_, at) => `line ${at + 1}`);
    writeFileSync(join(folder, "transcripts", "long.txt"), `${lines.join("\r\n\r\n")}\r\n${"z".repeat(500)}`);
    const shown = excerptOf("transcripts/long.txt") ?? [];
    expect(shown).toHaveLength(20);
    expect([shown[0], shown.at(-2), shown.at(-1)]).toEqual(["line 12", "line 30", "z".repeat(200)]);
    expect(excerptOf("transcripts/long.txt", "succeeded")).toBeUndefined();
  });

  it("is nothing of a file that is not one of the run's transcripts", () => {
    symlinkSync(join(top, "secret.txt"), join(folder, "transcripts", "link.txt"));
    for (const path of [
      "../secret.txt",
      "transcripts/../../secret.txt",
      join(top, "secret.txt"),
      "transcripts/..",
      "transcripts",
      "transcripts/none.txt",
      "transcripts/link.txt",
    ])
      expect([path, excerptOf(path)]).toEqual([path, undefined]);
  });
});
