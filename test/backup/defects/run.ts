import { expect } from "vitest";
import { createDiskshadowReader, type DiskshadowOutput } from "../../../parsers/diskshadow/index.ts";
import { judgeRun } from "../../../src/backup/run/outcome.ts";
import { shadowsIn } from "../../../src/backup/run/shadow-ids.ts";
import { cleanupScripts, diskshadowScript } from "../../../src/backup/script/diskshadow.ts";
import type { CopyProof } from "../../../src/model/backup/run.ts";
import { planOf, RUN_ID } from "../site.ts";
import { defect } from "./defect.ts";

const OURS = ["aaaaaaaa-1111-4111-8111-111111111111", "aaaaaaaa-2222-4222-8222-222222222222"];
const STRANGER = "bbbbbbbb-1111-4111-8111-111111111111";

/** The environment that Diskshadow gives to what it starts. */
const ENVIRONMENT = {
  [`thawline_${RUN_ID}_1`]: `{${OURS[0]?.toUpperCase()}}`,
  [`THAWLINE_${RUN_ID}_2`]: `{${OURS[1]}}`,
  other_1: `{${STRANGER}}`,
};

const PROOF: CopyProof = {
  schema: "thawline.copy/1",
  id: RUN_ID,
  good: true,
  reasons: [],
  steps: [],
  findings: [],
  files: 4,
  bytes: 1,
  pages: 1,
};

/** What Diskshadow prints that comes to these lines. */
function heardOf(lines: readonly string[]): DiskshadowOutput {
  const { component } = planOf().snapshot;
  const reader = createDiskshadowReader();
  for (const line of lines) {
    reader.write(`-> ${line}\r\n`);
    if (line === "create")
      reader.write(`\t+ Adding component: ${component.slice(component.indexOf("\\"))}\r\n`);
  }
  return reader.end();
}

/** Whether a run counts as good whose Diskshadow came so far, and ended with a code. */
type Judge = (lines: readonly string[], exitCode: number) => boolean;

const SCRIPT = diskshadowScript(planOf()).split("\r\n");
const WHOLE = SCRIPT.filter((line) => line !== "");

export const RUN_DEFECTS = [
  defect(
    21,
    "after a failure the shadow copies of this run are deleted, and no others",
    (deleted: readonly string[]) => {
      const text = deleted.join("\n");
      for (const id of OURS) expect(text).toContain(`delete shadows id {${id}}`);
      expect(text).not.toContain(STRANGER);
      expect(text).not.toMatch(/delete shadows (?!id )/);
    },
    [],
    cleanupScripts({ exposed: [], shadows: shadowsIn(planOf(), ENVIRONMENT).map(({ id }) => id) }).map(
      ({ text }) => text,
    ),
  ),
  defect(
    22,
    "a run is good only when Diskshadow says so, and came to every line",
    (good: Judge) => {
      const end = WHOLE.indexOf("end backup");
      expect(good(WHOLE, 0)).toBe(true);
      expect(good(WHOLE, 1)).toBe(false);
      expect(good(WHOLE.slice(0, end), 0)).toBe(false);
      expect(good([], 0)).toBe(false);
    },
    () => true,
    (lines, exitCode) =>
      judgeRun({
        plan: planOf(),
        script: SCRIPT,
        end: { exitCode, trouble: null },
        stopped: null,
        heard: heardOf(lines),
        proof: PROOF,
      }).outcome === "proven",
  ),
];
