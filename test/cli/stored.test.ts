import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { until } from "../alert/sinks/alertmanager-binary.ts";
import { testFolder, writeLogs } from "../app/logs.ts";
import { startWatch } from "../crash/killing.ts";
import { scenarioNamed } from "../history/scenarios.ts";
import { thawline } from "./run.ts";

const folder = testFolder();
const state = join(folder, "state");
/** By the newest job last: what the histories have by their own account. */
const GOOD = String(scenarioNamed("good-2016").build().expectation.jobs[0]?.guid);
const FROZEN = String(scenarioNamed("freeze-timeout").build().expectation.jobs[0]?.guid);

const stored = (...args: readonly string[]) => thawline([...args, "--state", state]);
const jobsIn = (text: string): Report["jobs"] => (JSON.parse(text) as Report).jobs;

beforeAll(async () => {
  const logs = ["good-2016", "freeze-timeout", "ese-only", "ese-only-aborted"].map((name) =>
    writeLogs(folder, name),
  );
  const { code, stderr } = await stored("watch", "--replay", ...logs.flatMap((path) => ["--source", path]));
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
});

describe("what a watcher has stored", () => {
  it("is listed, all of it or the newest, and found by server and database", async () => {
    const all = jobsIn((await stored("jobs", "--format", "json")).stdout);
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining([GOOD, FROZEN]));
    expect(all.length).toBeGreaterThanOrEqual(4);
    const newest = jobsIn((await stored("jobs", "--format", "json", "--limit", "1")).stdout);
    expect(newest.map(({ id }) => id)).toEqual(all.slice(-1).map(({ id }) => id));
    const named = all.find(({ id }) => id === FROZEN)?.databases[0]?.name ?? "";
    const some = jobsIn((await stored("jobs", "--format", "json", "--database", named.toUpperCase())).stdout);
    expect(some.map(({ id }) => id)).toContain(FROZEN);
    const none = await stored("jobs", "--database", "no such database");
    // What was asked for cannot be judged.
    expect(none).toEqual({ code: 3, stdout: "No job.\n", stderr: "" });
  });

  it("is a list that gives each job the name that show takes", async () => {
    const { stdout } = await stored("jobs");
    expect(stdout).toContain(FROZEN.slice(0, 8));
    const { code, stdout: shown } = await stored("show", FROZEN.slice(0, 8));
    expect(code).toBe(0);
    expect(shown).toContain(FROZEN);
    expect(shown).not.toContain(GOOD);
  });

  it.each([
    ["the whole id", FROZEN],
    ["its beginning", FROZEN.slice(0, 6)],
    ["as Exchange writes it", `{${FROZEN.toUpperCase()}}`],
  ])("has one job by %s", async (_, name) => {
    const { code, stdout } = await stored("report", name, "--format", "json");
    expect(code).toBe(0);
    expect(jobsIn(stdout).map(({ id }) => id)).toEqual([FROZEN]);
    const { findings } = JSON.parse(stdout) as Report;
    expect(findings.map(({ code }) => code)).toContain("FREEZE_TIMEOUT");
    expect(findings.every(({ job }) => job === FROZEN)).toBe(true);
  });

  it("has the newest job as `last`, and its verdict as an exit code for whoever asks", async () => {
    const all = jobsIn((await stored("jobs", "--format", "json")).stdout);
    const last = await stored("report", "last", "--format", "json");
    expect(jobsIn(last.stdout).map(({ id }) => id)).toEqual([all.at(-1)?.id]);
    expect((await stored("show", FROZEN, "--fail-on", "warning")).code).toBe(2);
    expect((await stored("show", FROZEN)).code).toBe(0);
  });

  it("is written into a file in any format", async () => {
    const path = join(folder, "report.html");
    const { code, stdout } = await stored("report", FROZEN, "--format", "html", "-o", path);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(readFileSync(path, "utf8")).toMatch(/^<!doctype html>/i);
  });

  it("says when a name fits several jobs, or none", async () => {
    const all = jobsIn((await stored("jobs", "--format", "json")).stdout);
    const [one = "", other = ""] = all.map(({ id }) => id).filter((id) => id.includes("-ese-"));
    const alike = [...one].findIndex((letter, at) => letter !== other[at]);
    expect(alike).toBeGreaterThan(0);
    const several = await stored("show", one.slice(0, alike));
    expect(several).toMatchObject({ code: 64, stdout: "" });
    expect(several.stderr).toContain("several jobs begin with");
    const none = await stored("report", "ffffffff-0000");
    expect(none).toMatchObject({ code: 64, stdout: "" });
    expect(none.stderr).toContain('no job "ffffffff-0000" is stored; thawline jobs lists them');
  });
});

describe("without a store", () => {
  it.each([[["jobs"]], [["show", "last"]], [["report", "last"]]])(
    "%j cannot judge, and says what to do",
    async (args) => {
      const nowhere = join(folder, "nowhere");
      const { code, stdout, stderr } = await thawline([...args, "--state", nowhere]);
      expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
      expect(stderr).toContain("Run thawline watch with this state directory first");
      expect(existsSync(nowhere)).toBe(false);
    },
  );

  it("check is UNKNOWN, on standard output as plugins are", async () => {
    const { code, stdout, stderr } = await thawline(["check", "--state", join(folder, "nowhere")]);
    expect({ code, stderr }).toEqual({ code: 3, stderr: "" });
    expect(stdout).toMatch(/^THAWLINE UNKNOWN - There is no store [^\n|]+\n$/);
  });
});

it("check shows that it can go red", async () => {
  const { code, stdout } = await thawline(["check", "--self-test", "--state", join(folder, "nowhere")]);
  expect(code).toBe(0);
  const words = [...stdout.matchAll(/got (\d): THAWLINE (\w+)/g)].map((match) => `${match[1]} ${match[2]}`);
  expect(words).toEqual(["0 OK", "1 WARNING", "2 CRITICAL", "3 UNKNOWN"]);
  expect(stdout).toContain("self-test: every state can be reached");
});

it("a second watcher of one state folder is refused, and the first one goes on", async () => {
  const [busy, logs] = [join(folder, "busy"), join(folder, "empty")];
  mkdirSync(logs);
  const first = startWatch(["--source", logs], busy);
  const ended = once(first, "close");
  try {
    await until(() => existsSync(join(busy, "thawline.db")));
    const second = await thawline(["watch", "--source", logs, "--state", busy]);
    expect(second).toMatchObject({ code: 3, stdout: "" });
    expect(second.stderr).toMatch(/^thawline: Another watcher uses the state directory .*--state\.\n$/);
    expect(first.exitCode).toBe(null);
  } finally {
    first.kill("SIGTERM");
  }
  expect(await ended).toEqual([0, null]);
});
