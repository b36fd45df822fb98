import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { diskshadow } from "./fake-diskshadow.ts";
import { type Behaviour, Death, ids } from "./fake-server.ts";
import type { FakeTool } from "./fake-tools.ts";
import { expectRefused, hangs, runMaker } from "./making.ts";

const made = runMaker();

const at =
  (line: RegExp, act: () => void | Promise<void>) =>
  async (text: string): Promise<void> => {
    if (line.test(text)) await act();
  };
const dies = (code: number) => () => {
  throw new Death(code);
};
describe("Diskshadow that fails", () => {
  it.each<readonly [string, RegExp, string, string]>([
    ["before its first line", /^# Made/, "Prepare", "Diskshadow ended with 1"],
    ["at a writer that is not there", /^writer verify/, "Prepare", 'at "writer verify'],
    ["at the snapshot", /^create$/, "Take the snapshot", 'Diskshadow ended with 1 at "create".'],
    ["at a letter that is taken", /^expose .*_2/, "Show the shadow copies", 'at "expose %thawline_'],
    ["before the copying starts", /^exec /, "Copy and check", "The copying left no proof"],
    [
      "at the word to Exchange itself",
      /^end backup$/,
      "Tell Exchange that the backup is good",
      'at "end backup"',
    ],
  ])("%s", async (_, line, step, reason) => {
    const run = await made({ meet: at(line, dies(1)) });
    // The word was begun: nobody can say that Exchange has not heard it.
    if (line.test("end backup")) expect(run.record.outcome).toBe("doubtful");
    else expectRefused(run);
    expect(run.record.reasons[0]).toContain(reason);
    const failed = run.record.steps.find(({ outcome }) => outcome === "failed");
    expect(failed?.name).toBe(step);
    expect(failed?.transcript).toBe(step === "Prepare" ? null : "transcripts/diskshadow.txt");
    expect(run.server.shadows).toEqual([]);
  });

  it("names the error that VSS gave, and not the one that does no harm", async () => {
    const veto: FakeTool = async (server, args, out, folder) => {
      const code = await diskshadow(server, args, out, folder).catch(() => 1);
      out(
        '\r\nCOM call "lvssObject4->GetRootAndLogicalPrefixPaths" failed.\r\nThe last operation failed.\r\n',
      );
      out("\t- Returned HRESULT: 80042306\r\n\t- Error text: VSS_E_PROVIDER_VETO\r\n");
      return code;
    };
    const run = await made({ tools: { "diskshadow.exe": veto }, meet: at(/^create$/, dies(1)) });
    expect(run.record.outcome).toBe("failed");
    expect(run.record.reasons).toEqual(['Diskshadow stopped at "create": VSS_E_PROVIDER_VETO (0x80042306).']);
  });

  it("is not there", async () => {
    const run = await made({ tools: { "diskshadow.exe": null } });
    expectRefused(run);
    expect(run.record.reasons[0]).toContain("ENOENT");
  });

  it("ends with 0 halfway", async () => {
    const run = await made({ meet: at(/^create$/, dies(0)) });
    expectRefused(run);
    const next = `expose %thawline_${run.plan.id}_1% ${run.plan.folders.run}/snapshot/1`;
    expect(run.record.reasons).toEqual([`Diskshadow ended at "create", and did not come to "${next}".`]);
  });

  it("ends badly after the word was given: the files are good, the end is in doubt", async () => {
    const run = await made({ meet: at(/^delete shadows id %.*_2%/, dies(1)) });
    expect(run.record.outcome).toBe("doubtful");
    expect(run.server.told).toEqual(["begin", "end"]);
    expect(run.record.reasons).toEqual([
      'Diskshadow ended with 1 at "delete shadows id %thawline_0123456789abcdef_2%".',
    ]);
    // What it did not delete is deleted afterwards.
    expect(run.server.deleted).toEqual([ids(1), ids(2)]);
    expect(run.record.left).toEqual([]);
  });

  it("is of the copy type: never begins a session, and tells nothing", async () => {
    const run = await made({ type: "copy" });
    expect(run.record).toMatchObject({ outcome: "proven", type: "copy" });
    expect(run.server.told).toEqual([]);
  });
});

describe("what takes part", () => {
  it("is not the wanted database: ended before anything is copied", async () => {
    const run = await made({ includes: () => [] });
    expectRefused(run);
    expect(run.record.reasons[0]).toMatch(
      /^Diskshadow did not say that DB01 takes part: Microsoft Exchange Writer:/,
    );
  });

  it("is another database as well, which was excluded: ended, for its logs would be deleted", async () => {
    const other =
      "\\Microsoft Exchange Server\\Microsoft Information Store\\EX1\\22222222-2222-4222-8222-222222222222";
    const run = await made({ includes: (path) => [path, other] });
    expectRefused(run);
    expect(run.record.reasons[0]).toContain(`${other} took part, though it was excluded.`);
  });

  it.each([
    [
      "a database that was made after the plan",
      "\\Microsoft Exchange Server\\Microsoft Information Store\\EX1\\99999999-9999-4999-8999-999999999999",
    ],
    [
      "one whose copy was activated, or no longer is, after the plan",
      "\\Microsoft Exchange Server\\Microsoft Information Store\\Replica\\EX1\\22222222-2222-4222-8222-222222222222",
    ],
    ["a component of a writer that has started after the plan", "\\EX1\\SQLEXPRESS\\Accounts"],
  ])("takes more into the backup than was planned: %s", async (_, other) => {
    const run = await made({ includes: (path) => [path, `${path}\\Logs`, other] });
    expectRefused(run);
    expect(run.record.reasons).toEqual([`${other} took part, and nobody copies it.`]);
  });
});

describe("proofs that are none", () => {
  const forged = (change: (proof: Record<string, unknown>) => unknown): Behaviour => ({
    meet: (line, server) => {
      if (line !== "end backup") return;
      const [run = ""] = readdirSync(server.target);
      const path = join(server.target, run, "copy.json");
      const proof = change(JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>);
      if (proof === undefined) rmSync(path);
      else writeFileSync(path, JSON.stringify(proof));
    },
  });
  it.each<readonly [string, Behaviour, string]>([
    [
      "of another run",
      forged((proof) => ({ ...proof, id: "ffffffffffffffff" })),
      "copy.json is that of another run (ffffffffffffffff).",
    ],
    [
      "that say no",
      forged((proof) => ({ ...proof, good: false, reasons: ["a page is bad."] })),
      "a page is bad.",
    ],
    ["that are gone", forged(() => undefined), "The copying left no proof: "],
    ["of another shape", forged(() => ({ good: true })), "is not of the shape that this version writes"],
  ])("%s make a run doubtful, though Exchange was told", async (_, behaviour, reason) => {
    const run = await made(behaviour);
    expect(run.record.outcome).toBe("doubtful");
    expect(run.record.reasons[0]).toContain(reason);
    expect(run.server.shadows).toEqual([]);
  });
});

describe("what hangs is ended, with all that is undone afterwards:", () => {
  it.each<readonly [string, Behaviour, string]>([
    [
      "Diskshadow before the copying",
      { meet: at(/^create$/, hangs) },
      "Diskshadow did nothing for 15 minutes before the copying, and was ended.",
    ],
    [
      "robocopy",
      { tools: { "robocopy.exe": hangs } },
      "The copying did not go on for 30 minutes, and was ended.",
    ],
    [
      "eseutil",
      { tools: { "eseutil.exe": hangs } },
      "The copying did not go on for 30 minutes, and was ended.",
    ],
  ])("%s", async (_, behaviour, reason) => {
    const run = await made(behaviour);
    expectRefused(run);
    expect(run.record.reasons[0]).toBe(reason);
  });

  it("Diskshadow after the copying: in doubt, for its word may have been heard", async () => {
    const run = await made({ leave: at(/^end backup$/, hangs) });
    expect(run.record).toMatchObject({ outcome: "doubtful", left: [] });
    expect(run.record.reasons[0]).toBe(
      "Diskshadow did nothing for 30 minutes after the copying, and was ended.",
    );
    expect(run.server.shadows).toEqual([]);
  });
});

describe("the folder of a run", () => {
  it("that is there already is refused, and nothing in it touched", async () => {
    const run = await made({}, ({ plan }) => {
      mkdirSync(plan.folders.run);
      writeFileSync(join(plan.folders.run, "mine.txt"), "mine");
    });
    expect(run.record.outcome).toBe("failed");
    expect(run.record.reasons[0]).toMatch(/^The folder of the run cannot be made: EEXIST/);
    expect(readdirSync(run.plan.folders.run)).toEqual(["mine.txt"]);
    expect(run.server.started).toEqual([]);
  });

  it("is not made where the target is missing", async () => {
    const run = await made({}, ({ server }) => rmSync(server.target, { recursive: true }));
    expect(run.record.reasons[0]).toMatch(/^The folder of the run cannot be made: ENOENT/);
    expect(existsSync(run.server.target)).toBe(false);
  });
});
