import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { testFolder, writeLogs } from "../app/logs.ts";
import { thawline } from "./run.ts";

const folder = testFolder();
const good = writeLogs(folder, "good-2016");
const failed = writeLogs(folder, "freeze-timeout");
const slow = writeLogs(folder, "freeze-slow");
const cut = writeLogs(folder, "start-missing");

async function report(...args: readonly string[]): Promise<Report & { readonly code: number | null }> {
  const { code, stdout } = await thawline(["analyze", "--format", "json", ...args]);
  return { ...(JSON.parse(stdout) as Report), code };
}

describe("analyze", () => {
  it.each([
    ["a good backup", [good], "ok", 0],
    ["a slow freeze", [slow], "warning", 1],
    ["a slow freeze, where only failures count", [slow, "--fail-on", "failure"], "warning", 0],
    ["a failed backup", [failed], "failure", 2],
    ["a failed backup, where only failures count", [failed, "--fail-on", "failure"], "failure", 2],
    ["a failed backup, where nothing counts", [failed, "--fail-on", "never"], "failure", 0],
    ["a good and a failed one", [good, failed], "failure", 2],
    ["a log that begins too late", [cut], "unknown", 3],
    ["a log that begins too late, where nothing counts", [cut, "--fail-on", "never"], "unknown", 3],
    ["no file", [join(folder, "none.evtx")], "unknown", 3],
    ["no file beside a good log", [join(folder, "none.evtx"), good], "ok", 0],
  ])("ends for %s with its exit code", async (_, args, verdict, code) => {
    const { summary, code: exit } = await report(...args);
    expect({ verdict: summary.verdict, exit }).toEqual({ verdict, exit: code });
  });

  it("says what it could not read, on stderr and in the report", async () => {
    const { stdout, stderr } = await thawline([
      "analyze",
      "--format",
      "json",
      join(folder, "none.evtx"),
      good,
    ]);
    expect(stderr).toMatch(
      /^thawline: error: .*none\.evtx: there is no such file or folder \(ENOENT\) \[input-missing\]\n$/,
    );
    const { inputs, summary }: Report = JSON.parse(stdout);
    expect(inputs.find((input) => input.path.endsWith("none.evtx"))?.diagnostics[0]?.code).toBe(
      "input-missing",
    );
    expect(summary.notes.join()).toContain("none.evtx");
  });

  it("says that a log without a backup holds none", async () => {
    const path = join(folder, "no-backup.xml");
    writeFileSync(
      path,
      `<Events><Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Other"/>
       <EventID>1</EventID><TimeCreated SystemTime="2026-03-01T20:00:00.0000000Z"/><EventRecordID>7</EventRecordID>
       <Channel>Application</Channel><Computer>MBX1</Computer></System></Event></Events>`,
    );
    const { code, jobs, summary, inputs } = await report(path);
    expect({ code, jobs, verdict: summary.verdict }).toEqual({ code: 0, jobs: [], verdict: "ok" });
    expect(summary.notes).toEqual(["The logs that were read hold no backup job of Exchange."]);
    expect(inputs[0]).toMatchObject({
      format: "event-xml",
      records: 1,
      used: 0,
      first: "2026-03-01T20:00:00.000Z",
    });
  });

  it("gives the same jobs and findings for each order and number of the same files", async () => {
    const [once, twice] = await Promise.all([
      report(good, failed),
      report(failed, good, failed, join(good, ".")),
    ]);
    expect(twice.jobs).toEqual(once.jobs);
    expect(twice.findings).toEqual(once.findings);
    expect(twice.coverage).toEqual(once.coverage);
  });

  it("shows only the jobs that were asked for", async () => {
    const all = await report(good, failed);
    expect(all.jobs.length).toBeGreaterThan(1);
    const [first] = all.jobs;
    const last = all.jobs.at(-1);
    const day = (job: typeof first) => job?.start?.slice(0, 10) ?? "";
    expect(day(first)).not.toBe(day(last));
    const ids = async (...args: string[]) => (await report(good, failed, ...args)).jobs.map((job) => job.id);
    expect(await ids("--server", first?.servers[0] ?? "")).toEqual(
      all.jobs.filter((job) => job.servers.includes(first?.servers[0] ?? "")).map((job) => job.id),
    );
    expect(await ids("--database", last?.databases[0]?.name.toLowerCase() ?? "")).toEqual([last?.id]);
    expect(await ids("--until", day(first))).toEqual([first?.id]);
    expect(await ids("--since", day(last))).toEqual([last?.id]);
    expect(await ids("--since", "2031-01-01")).toEqual([]);
  });

  it("judges only what it shows", async () => {
    const { jobs } = await report(good);
    const { code } = await report(good, failed, "--database", jobs[0]?.databases[0]?.name ?? "");
    expect(code).toBe(0);
  });

  it("takes severities and thresholds from the configuration", async () => {
    const config = join(folder, "quiet.yaml");
    writeFileSync(config, "severities:\n  - { code: FREEZE_SLOW, severity: 'off' }\n");
    expect((await report(slow, "--config", config)).code).toBe(0);
  });

  it("reads standard input and gzip by content, whatever the name", async () => {
    const [name] = readdirSync(failed).filter((file) => file.endsWith("-Application.evtx"));
    const bytes = readFileSync(join(failed, name ?? ""));
    const packed = join(folder, "log.bin");
    writeFileSync(packed, gzipSync(bytes));
    const plain = await thawline(["analyze", "--format", "json", "-"], { stdin: bytes });
    const [fromStdin, fromGzip]: Report[] = [JSON.parse(plain.stdout), await report(packed)];
    expect(fromStdin?.inputs[0]).toMatchObject({ path: "-", format: "evtx" });
    expect(fromGzip?.inputs[0]).toMatchObject({ path: packed, format: "evtx" });
    expect(fromGzip?.jobs.map((job) => job.outcome)).toEqual(fromStdin?.jobs.map((job) => job.outcome));
    expect(fromGzip?.summary.failed).toBeGreaterThan(0);
  });

  it("writes a report into a file that is whole or not there", async () => {
    const place = join(folder, "reports");
    mkdirSync(place);
    const path = join(place, "report.md");
    const { code, stdout } = await thawline(["analyze", failed, "--format", "markdown", "-o", path]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(readFileSync(path, "utf8")).toContain("FREEZE_TIMEOUT");
    expect(readdirSync(place)).toEqual(["report.md"]);
  });

  it("does not write over what it reads", async () => {
    const [name] = readdirSync(good);
    const path = join(good, name ?? "");
    const before = readFileSync(path);
    const { code, stderr } = await thawline(["analyze", good, "-o", join(good, ".", name ?? "")]);
    expect(code).toBe(64);
    expect(stderr).toContain("is one of the files to read");
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("colours nothing that is not a terminal, and keeps foreign text from steering it", async () => {
    const { stdout } = await thawline(["analyze", failed]);
    expect(stdout).toContain("FREEZE_TIMEOUT");
    expect(stdout).not.toContain("\u001b");
  });
});
