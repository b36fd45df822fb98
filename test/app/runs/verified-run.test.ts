import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { recordVerified, runOf } from "../../../src/app/runs/verified-run.ts";
import type { RunRecord } from "../../../src/model/backup/run.ts";
import { record } from "../../backup/verified.ts";
import { finding } from "../../report/fixtures/build.ts";
import { backupFolder } from "../../verify/backup.ts";
import { cleanBackup, damagedBackup } from "../../verify/scenes.ts";
import { testFolder } from "../logs.ts";

const { put, verify } = backupFolder();
const top = testFolder();
const BEGAN = Date.UTC(2026, 2, 8, 4);
const ENDED = Date.UTC(2026, 2, 8, 5);
const earlier = finding("V1", "LOG_CHAIN_BROKEN", { detail: "what was found before" });

/** A run whose copied files are given, with its folder. */
function runWith(
  name: string,
  files: Readonly<Record<string, Uint8Array>>,
  over: Partial<RunRecord> = {},
): string {
  const folder = join(put(`${name}/files`, files), "..");
  writeFileSync(
    join(folder, "run.json"),
    JSON.stringify({ ...record({ folder, ...over }), note: "of others" }),
  );
  return folder;
}

/** Verifies paths and records it; what is said, and the record that is there afterwards. */
async function verified(folder: string, paths: readonly string[], state = join(top, "no-state")) {
  const run = runOf(paths);
  const report = await verify(paths);
  const said = run === null ? null : recordVerified(run, { report, startedAt: BEGAN, endedAt: ENDED }, state);
  return { said, stored: JSON.parse(readFileSync(join(folder, "run.json"), "utf8")) as RunRecord };
}

const codes = ({ findings }: RunRecord) => findings.map(({ code }) => code);

describe("a verification of a run's files", () => {
  it("becomes a step of the run, and its findings take the place of the earlier ones", async () => {
    const folder = runWith("damaged", damagedBackup(), { findings: [earlier], outcome: "proven" });
    const { said, stored } = await verified(folder, [folder]);
    expect(said).toEqual([`the result is recorded with run 0123456789abcdef in ${join(folder, "run.json")}`]);
    expect(codes(stored)).toEqual(["CHECKSUM_FAILED", "LOG_CHAIN_BROKEN", "PAGE_CORRECTED"]);
    expect(stored.findings.map(({ detail }) => detail)).not.toContain("what was found before");
    expect(stored.steps).toEqual([
      {
        name: "Verified again",
        start: "2026-03-08T04:00:00.000Z",
        end: "2026-03-08T05:00:00.000Z",
        outcome: "failed",
        detail: "All files of the run: damaged, or not to be restored without loss.",
        transcript: null,
      },
    ]);
    // What the run came to stays, and what others put there.
    expect(stored).toMatchObject({ outcome: "proven", note: "of others" });
    expect(JSON.parse(readFileSync(join(folder, "verify.json"), "utf8")).verdict).toBe("failure");
  });

  it("takes back what was found when all files are good now", async () => {
    const folder = runWith("healed", cleanBackup(), { findings: [earlier] });
    const { stored } = await verified(folder, [join(folder, "files")]);
    expect([codes(stored), stored.steps.map(({ outcome }) => outcome)]).toEqual([[], ["succeeded"]]);
  });

  it("of one of the files adds what it finds, and takes nothing back", async () => {
    const folder = runWith("part", cleanBackup(), { findings: [earlier] });
    const { stored } = await verified(folder, [join(folder, "files", "DB01.edb")]);
    expect(codes(stored)).toContain("LOG_CHAIN_BROKEN");
    expect(stored.steps[0]?.detail).toMatch(/^Some files of the run: /);
    expect(existsSync(join(folder, "verify.json"))).toBe(false);
  });

  it("that could not tell takes nothing back", async () => {
    const folder = runWith(
      "unknown",
      { "notes.txt": new TextEncoder().encode("no backup") },
      { findings: [earlier] },
    );
    const { stored } = await verified(folder, [folder]);
    expect([codes(stored), stored.steps[0]?.outcome]).toEqual([
      expect.arrayContaining(["LOG_CHAIN_BROKEN"]),
      "unknown",
    ]);
  });

  it("is not recorded while the run goes on, which would not know of it", async () => {
    const folder = runWith("running", cleanBackup(), { outcome: "running", endedAt: null });
    const { said, stored } = await verified(folder, [folder]);
    expect(said).toEqual(["run 0123456789abcdef has not ended; the result is not recorded with it"]);
    expect(stored.steps).toEqual([]);
  });

  it("says it where the record cannot be written", async () => {
    const folder = runWith("denied", cleanBackup());
    mkdirSync(join(folder, "run.json.tmp", "in the way"), { recursive: true });
    const { said, stored } = await verified(folder, [folder]);
    expect(said?.[0]).toMatch(/^the result is not recorded with run 0123456789abcdef: /);
    expect(stored.steps).toEqual([]);
  });

  it("writes through no link that somebody has put there", async () => {
    const folder = runWith("links", cleanBackup());
    const victim = join(top, "victim");
    writeFileSync(victim, "precious");
    symlinkSync(victim, join(folder, "run.json.tmp"));
    const { stored } = await verified(folder, [folder]);
    expect([stored.steps.length, readFileSync(victim, "utf8")]).toEqual([1, "precious"]);
  });
});

describe("the state folder", () => {
  const known = (state: string) =>
    JSON.parse(readFileSync(join(state, "runs", "0123456789abcdef.json"), "utf8")) as RunRecord;

  it("gets the result where it is one, and is not made", async () => {
    const folder = runWith("state", damagedBackup());
    const none = join(top, "none");
    await verified(folder, [folder], none);
    expect(existsSync(none)).toBe(false);
    const state = join(top, "state");
    mkdirSync(state);
    writeFileSync(join(state, "thawline.db"), "");
    await verified(folder, [folder], state);
    expect(codes(known(state))).toContain("CHECKSUM_FAILED");
  });

  it("keeps its own record of a run where another one bears the same id", async () => {
    const folder = runWith("stranger", damagedBackup(), {
      snapshotSet: "11111111-0000-4000-8000-000000000000",
    });
    const state = join(top, "guarded");
    mkdirSync(join(state, "runs"), { recursive: true });
    const path = join(state, "runs", "0123456789abcdef.json");
    writeFileSync(path, JSON.stringify(record()));
    const { said } = await verified(folder, [folder], state);
    expect(said?.at(-1)).toBe(`${path} is of another run, and was left as it is`);
    expect(known(state)).toEqual(record());
  });
});

describe("a path", () => {
  it("is that of a run when its record lies there, or up to three folders above", () => {
    const folder = runWith("deep", cleanBackup());
    const deep = join(folder, "files", "guid", "one");
    mkdirSync(join(deep, "more"), { recursive: true });
    const found = (path: string) => runOf([path])?.whole ?? null;
    expect([folder, join(folder, "files"), join(folder, "files", "guid"), deep].map(found)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([found(join(deep, "more")), found(top), found(join(top, "no such file"))]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("is that of no run when the record is another's, or several runs are meant", () => {
    const one = runWith("one", cleanBackup());
    const other = runWith("other", cleanBackup());
    expect(runOf([one, other])).toBeNull();
    writeFileSync(join(other, "run.json"), '{"schema":"thawline.run/1","id":"../../x"}');
    expect(runOf([other])).toBeNull();
    expect(runOf([one, join(one, "files")])?.whole).toBe(true);
  });
});
