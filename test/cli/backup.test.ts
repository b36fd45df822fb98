import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunRecord } from "../../src/model/backup/run.ts";
import type { Report } from "../../src/model/report.ts";
import { testFolder } from "../app/logs.ts";
import { MAIN, type Ran, thawline } from "./run.ts";

const folder = testFolder();
const env = { TMPDIR: folder };
let made = 0;

/** A folder for backups of its own. */
function newTarget(): string {
  made += 1;
  return join(folder, `target-${made}`);
}

function backup(story: string, ...args: readonly string[]): Promise<Ran> {
  return thawline(["backup", "--lab", story, "--speed", "max", ...args], { env });
}

function ends({ stdout }: Ran): readonly { readonly run: RunRecord; readonly report: Report }[] {
  return JSON.parse(stdout);
}

const codesOf = ({ findings }: Report): readonly string[] =>
  findings.filter(({ severity }) => severity !== "info").map(({ code }) => code);

const transcriptOf = ({ folder: run }: RunRecord): string =>
  readFileSync(join(run, "transcripts", "diskshadow.txt"), "latin1");

// Most of their time they wait for the watcher of a run.
describe.concurrent("thawline backup, on simulated servers", () => {
  it("tells from the event logs why no shadow copy was made, though Diskshadow named no set", async () => {
    const ran = await backup("frozen-too-long", "--format", "json");
    expect(ran.code).toBe(2);
    const [end] = ends(ran);
    if (end === undefined) throw new Error("nothing was told");
    const { run, report } = end;
    expect(run).toMatchObject({ outcome: "failed", snapshotSet: null });
    // The cause first: the engine gave up after 20 seconds, so Diskshadow failed, and then the writer was told of the abort.
    expect(codesOf(report)).toEqual(["FREEZE_TIMEOUT", "BACKUP_FAILED", "JOB_ABORTED"]);
    expect(report.jobs.map(({ guid, databases }) => [guid, databases.map(({ name }) => name)])).toEqual([
      [run.toldSet, ["SIM-DB01"]],
    ]);
    const stored = JSON.parse(readFileSync(join(run.folder, "run.json"), "utf8")) as RunRecord;
    expect(stored.toldSet).toBe(run.toldSet);
  });

  it("backs a database up, and tells how to restore it", async () => {
    const ran = await backup("good", "--format", "json");
    const [end] = ends(ran);
    expect({ code: ran.code, ends: ends(ran).length }).toEqual({ code: 0, ends: 1 });
    if (end === undefined) return;
    const { run, report } = end;
    expect(run).toMatchObject({ outcome: "proven", reasons: [], left: [], unit: "SIM-DB01" });
    expect(run.shadows.map(({ removed }) => removed)).toEqual([true, true]);
    expect(report.summary).toMatchObject({ verdict: "ok", jobs: 1, succeeded: 1 });
    const [job] = report.jobs;
    expect(job?.guid).toBe(run.snapshotSet);
    expect(job?.databases.map(({ name, truncation }) => [name, truncation.state])).toEqual([
      ["SIM-DB01", "deleted"],
    ]);
    expect(job?.steps?.every(({ outcome }) => outcome === "succeeded")).toBe(true);
    expect(readdirSync(run.folder)).toEqual(expect.arrayContaining(["report.html", "report.json", "files"]));
    expect(readFileSync(join(run.folder, "report.html"), "utf8")).toContain(
      "Tell Exchange that the backup is good",
    );
    expect(transcriptOf(run)).toMatch(/^-> end backup/m);

    const restore = await thawline(["restore", "plan", run.folder], { env });
    expect(restore.code).toBe(0);
    expect(restore.stdout).toMatch(/eseutil.*\/r E00/);
    const verified = await thawline(["verify", run.folder], { env });
    expect(verified.code).toBe(0);
    // What was checked again stands in the run's record.
    const later: RunRecord = JSON.parse(readFileSync(join(run.folder, "run.json"), "utf8"));
    expect(later.steps.length).toBe(run.steps.length + 1);
  });

  it("does not tell Exchange that a backup with a bad page is good", async () => {
    const ran = await backup("bad-page", "--format", "json");
    const [end] = ends(ran);
    expect(ran.code).toBe(2);
    expect(end?.run).toMatchObject({ outcome: "failed", left: [] });
    expect(end?.report.summary.verdict).toBe("failure");
    expect(codesOf(end?.report as Report)).toContain("CHECKSUM_FAILED");
    expect(transcriptOf(end?.run as RunRecord)).not.toMatch(/^-> end backup/m);
  });

  it("backs all databases up, one after another", async () => {
    const ran = await backup("good", "--all", "--format", "json");
    const all = ends(ran).map(({ run, report }) => [run.unit, run.outcome, report.summary.verdict]);
    expect(all).toEqual([
      ["SIM-DB01", "proven", "ok"],
      ["SIM-DB02", "proven", "ok"],
    ]);
    expect(new Set(ends(ran).map(({ run }) => run.snapshotSet)).size).toBe(2);
    expect(ran.code).toBe(0);
  });

  it("ends with failure and without a run where it cannot begin", async () => {
    const target = newTarget();
    const { code, stderr, stdout } = await backup("not-mounted", "--target", target);
    expect(code).toBe(2);
    expect(stderr).toMatch(/SIM-DB01 .*not mounted/);
    expect(stdout).toBe("");
    expect(existsSync(target)).toBe(false);
  });

  it("shows a plan, and does nothing", async () => {
    const target = newTarget();
    const text = await backup("good", "--target", target, "--dry-run");
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/^Plan: full backup of SIM-DB01 on SIM-EX1/);
    expect(text.stdout).toContain("nothing of it is done yet");
    const { code, stdout } = await backup(
      "good",
      "--all",
      "--target",
      target,
      "--dry-run",
      "--format",
      "json",
    );
    const plans: { unit: string; plan: { id: string; type: string } }[] = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(plans.map(({ unit, plan }) => [unit, plan.type])).toEqual([
      ["SIM-DB01", "full"],
      ["SIM-DB02", "full"],
    ]);
    expect(plans.every(({ plan }) => /^[0-9a-f]{16}$/.test(plan.id))).toBe(true);
    expect(existsSync(target)).toBe(false);
  });

  it("writes scripts to run by hand, once", async () => {
    const scripts = join(folder, "scripts");
    const args = ["--target", newTarget(), "--script-only", scripts];
    expect((await backup("good", ...args)).code).toBe(0);
    expect(readdirSync(scripts).sort()).toEqual(["README.txt", "backup.dsh", "copy.cmd"]);
    const dsh = readFileSync(join(scripts, "backup.dsh"), "latin1");
    expect(dsh).toMatch(/^[\x20-\x7e\r\n]+$/);
    expect(dsh.split("\n").every((line) => line === "" || line.endsWith("\r"))).toBe(true);
    expect(dsh).toContain(`exec ${join(scripts, "copy.cmd")}`);
    // What is there is not written over.
    const again = await backup("good", ...args);
    expect(again.code).toBe(64);
    expect(again.stderr).toMatch(/backup\.dsh/);
  });

  it("removes older good runs of a database, and only those", async () => {
    const target = newTarget();
    mkdirSync(join(target, "SIM-EX1_SIM-DB01_of-somebody-else"), { recursive: true });
    const [first] = ends(await backup("good", "--target", target, "--format", "json"));
    const [other] = ends(await backup("good-passive", "--target", target, "--format", "json"));
    const [failed] = ends(await backup("robocopy-8", "--target", target, "--keep", "1", "--format", "json"));
    expect(failed?.run.outcome).toBe("failed");
    expect(existsSync(first?.run.folder ?? "")).toBe(true);
    const [last] = ends(await backup("good", "--target", target, "--keep", "1", "--format", "json"));
    expect(existsSync(first?.run.folder ?? "")).toBe(false);
    const kept = [other, failed, last].map((end) => end?.run.folder ?? "");
    expect(
      readdirSync(target)
        .map((name) => join(target, name))
        .sort(),
    ).toEqual([...kept, join(target, "SIM-EX1_SIM-DB01_of-somebody-else")].sort());
  });

  it("cleans up at Ctrl-C, and Exchange is told nothing", async () => {
    const target = newTarget();
    const args = ["backup", "--lab", "good", "--speed", "200", "--target", target];
    const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, ...env } });
    const closed = once(child, "close");
    let [stderr, told] = ["", false];
    child.stderr.on("data", (piece: Buffer) => {
      stderr += piece.toString();
      // A second one would end it at once.
      if (!told && stderr.includes("Copy and check")) told = child.kill("SIGINT");
    });
    const [code] = await closed;
    expect(code).toBe(130);
    const [name = ""] = readdirSync(target);
    const run: RunRecord = JSON.parse(readFileSync(join(target, name, "run.json"), "utf8"));
    expect(run).toMatchObject({ outcome: "failed", left: [] });
    expect(run.endedAt).not.toBeNull();
    expect(run.shadows.map(({ removed }) => removed)).toEqual([true, true]);
    expect(transcriptOf(run)).not.toMatch(/^-> end backup/m);
  });

  it("lists its stories", async () => {
    const { code, stdout } = await thawline(["backup", "--lab", "list"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^good +A full backup that is good in every way$/m);
  });
});

describe("the command line of backup", () => {
  it.each([
    [["--all", "--database", "DB01", "--lab", "good"], "exclude each other"],
    [["--dry-run", "--script-only", "x", "--lab", "good"], "exclude each other"],
    [["--lab", "no-such-story"], 'no story "no-such-story"'],
    [["--lab", "good", "--database", "DB99"], 'no database "DB99" here'],
    [["--first-letter", "c"], "Not a drive letter"],
    [["--type", "incremental"], "Allowed choices are full, copy"],
  ])("refuses %j", async (args, message) => {
    const { code, stdout, stderr } = await thawline(["backup", ...args], { env });
    expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
    expect(stderr).toContain(message);
  });

  it.skipIf(process.platform === "win32")("says where backups are made", async () => {
    const { code, stderr } = await thawline(["backup", "--all", "--target", "E:\\Backup", "--yes"], { env });
    expect(code).toBe(64);
    expect(stderr).toContain("on the Exchange server itself");
  });

  it("says of a folder that it is not that of a run", async () => {
    const { code, stderr } = await thawline(["restore", "plan", folder], { env });
    expect(code).toBe(64);
    expect(stderr).toContain("is not the folder of a run");
  });
});
