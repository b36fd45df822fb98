import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { goodRuns, isWithoutFiles } from "../../../src/app/runs/other-runs.ts";
import type { RunRecord } from "../../../src/model/backup/run.ts";
import { record } from "../../backup/verified.ts";
import { testFolder } from "../logs.ts";

const target = testFolder();
const state = testFolder();
const elsewhere = testFolder();

/** A run as it lies on a disk, with one copied file or none. */
function put(folder: string, digit: string, over: Partial<RunRecord>, files = 1): RunRecord {
  const run = record({ id: digit.repeat(16), folder, ...over });
  mkdirSync(join(folder, "files", "logs"), { recursive: true });
  writeFileSync(join(folder, "run.json"), JSON.stringify(run));
  if (files > 0) writeFileSync(join(folder, "files", "logs", "E0000000001.log"), "x");
  return run;
}

it("finds good runs of the same database beside a run, and by the state folder", () => {
  const own = put(join(target, "own"), "0", { outcome: "failed" }, 0);
  put(join(target, "good"), "1", {});
  put(join(target, "failed"), "2", { outcome: "failed" });
  put(join(target, "other-database"), "3", { unit: "DB02" });
  put(join(target, "other-server"), "4", { server: "EX9.example.com" });
  put(join(target, "without-files"), "5", {}, 0);
  put(join(target, "going.removing"), "6", {});
  const far = put(join(elsewhere, "far"), "7", {});
  mkdirSync(join(state, "runs"));
  const gone = record({ id: "8".repeat(16), folder: join(elsewhere, "gone"), snapshotSet: null });
  for (const run of [far, gone]) writeFileSync(join(state, "runs", `${run.id}.json`), JSON.stringify(run));

  const found = goodRuns(own, join(target, "own"), state);
  expect(found.map(({ run, folder }) => [run[0], folder])).toEqual([
    ["1", join(target, "good")],
    ["7", join(elsewhere, "far")],
  ]);
  expect(isWithoutFiles(join(target, "own", "files"))).toBe(true);
  expect(isWithoutFiles(join(target, "good", "files"))).toBe(false);
  expect(isWithoutFiles(join(target, "own", "not-there"))).toBe(true);
});
