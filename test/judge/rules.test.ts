import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { RULES } from "../../src/judge/rules/index.ts";
import type { FindingCode } from "../../src/model/finding.ts";
import { CODES } from "../../src/report/view/words.ts";
import { type Expected, judged, type RuleCase } from "./case.ts";
import { DATA } from "./cases/data.ts";
import { ENDS } from "./cases/ends.ts";
import { FREEZE } from "./cases/freeze.ts";
import { HISTORY } from "./cases/history.ts";
import { REFUSED } from "./cases/refused.ts";
import { TRUNCATION } from "./cases/truncation.ts";
import { WATCH } from "./cases/watch.ts";
import { WRITER } from "./cases/writer.ts";

const CASES = { ...FREEZE, ...ENDS, ...REFUSED, ...WRITER, ...TRUNCATION, ...DATA, ...HISTORY, ...WATCH };
const ALL = Object.keys(CODES) as FindingCode[];

describe("the list of rules", () => {
  it("has one rule for every code", () => {
    expect(RULES.map((rule) => rule.meta.code).sort()).toEqual([...ALL].sort());
  });

  it("has a file for each, named after its code", () => {
    const folder = fileURLToPath(new URL("../../src/judge/rules", import.meta.url));
    const files = readdirSync(folder).filter((file) => file !== "index.ts");
    expect(files.sort()).toEqual(ALL.map((code) => `${code.toLowerCase().replaceAll("_", "-")}.ts`).sort());
  });

  it("is tested: each rule fires in a case and stays silent in another", () => {
    const fires = ALL.filter((code) => CASES[code]?.some(({ finds }) => finds.length > 0));
    const silent = ALL.filter((code) => CASES[code]?.some(({ finds }) => finds.length === 0));
    expect(fires).toEqual(ALL);
    expect(silent).toEqual(ALL);
  });

  it("tells what to do, in words of one alphabet, and never to delete logs or to log in circles", () => {
    for (const { meta } of RULES) {
      const { title, when, cause, remedy, references } = meta;
      for (const text of [title, when, cause, ...remedy, ...references]) {
        expect(text, meta.code).toMatch(/^[ -~]+$/);
        expect(text, meta.code).not.toMatch(
          /delete (the |old |some )?(transaction )?logs? (files )?(by hand|manually)/i,
        );
        expect(text, meta.code).not.toMatch(/(enable|turn on|switch on) circular/i);
      }
      expect(remedy.length, meta.code).toBeGreaterThan(0);
      expect(references.length, meta.code).toBeGreaterThan(0);
    }
  });
});

describe.each(Object.entries(CASES))("%s", (code, cases: readonly RuleCase[]) => {
  it.each(cases)("$when", (ruleCase) => {
    const found = judged(ruleCase).findings.filter((finding) => finding.code === code);
    const shown = found.map(({ severity, job, server, database, evidence, detail }) => ({
      severity,
      job,
      server,
      database,
      evidence: evidence.map(({ eventId }) => eventId),
      detail,
    }));
    expect(shown).toEqual(ruleCase.finds.map(matching));
  });
});

function matching({ says, ...rest }: Expected): unknown {
  const text =
    typeof says === "string" ? expect.stringContaining(says) : expect.stringMatching(says ?? /\.$/);
  return expect.objectContaining({ ...rest, detail: text });
}
