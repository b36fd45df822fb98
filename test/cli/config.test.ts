import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { testFolder, writeLogs } from "../app/logs.ts";
import { thawline } from "./run.ts";

const folder = testFolder();
const docs = new URL("../../docs/", import.meta.url);

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const good = write("good.yaml", "alerts: {sinks: [{kind: command, file: notify}]}\n");
const doubtful = write("doubtful.yaml", "servers: []\n");
const broken = write("broken.yaml", "alerts: {sinks: [{kind: slack, url: {env: THAWLINE_TEST_NOT_SET}}]}\n");
const wrong = write("wrong.yaml", "frieze: {}\nkeep: 3\n");

describe("config check", () => {
  it.each([
    [good, 0, /good\.yaml: good\n {2}servers {3}localhost \(Application, System\)\n/],
    [doubtful, 1, /1 warning\n {2}warning {2}\S+doubtful\.yaml:1:10: servers: /],
    [broken, 2, /1 failure\n {2}failure {2}\S+broken\.yaml:1:37: alerts\.sinks\[0\]\.url: cannot be read/],
  ])("tells of %s what it is, with exit code %i", async (path, code, says) => {
    const ran = await thawline(["config", "check", path]);
    expect(ran).toMatchObject({ code, stderr: "" });
    expect(ran.stdout).toMatch(says);
  });

  it("tells all that is wrong, with its places, on stderr", async () => {
    expect(await thawline(["config", "check", wrong])).toEqual({
      code: 64,
      stdout: "",
      stderr: `thawline: ${wrong}:1:1: frieze: is not known here; did you mean "freeze"?\n${wrong}:2:7: keep: must be a number of days such as "400d"\n`,
    });
  });

  it("takes thawline.yaml of the working folder", async () => {
    const cwd = join(folder, "work");
    mkdirSync(cwd);
    writeFileSync(join(cwd, "thawline.yaml"), "servers: []\n");
    const { code, stdout } = await thawline(["config", "check"], { cwd });
    expect({ code, first: stdout.split("\n")[0] }).toEqual({ code: 1, first: "thawline.yaml: 1 warning" });
  });

  it("says that there is none", async () => {
    const cwd = join(folder, "empty");
    mkdirSync(cwd);
    const ran = await thawline(["--state", cwd, "config", "check"], { cwd });
    expect(ran).toEqual({
      code: 0,
      stdout: "There is no configuration file: the defaults hold.\n",
      stderr: "",
    });
  });
});

describe("a configuration that is found", () => {
  it("is named on stderr at the level info", async () => {
    const cwd = join(folder, "found");
    mkdirSync(cwd);
    writeFileSync(join(cwd, "thawline.yaml"), "overdue: off\n");
    const empty = write("empty.json", "[]");
    const quiet = await thawline(["analyze", empty], { cwd });
    const told = await thawline(["--log-level", "info", "analyze", empty], { cwd });
    expect(quiet.stderr).not.toContain("thawline.yaml");
    expect(told.stderr).toMatch(/"config":"thawline\.yaml","msg":"configuration found and read"/);
  });
});

describe("analyze with a configuration", () => {
  it("judges what is expected, by the topology that the file names", async () => {
    const logs = writeLogs(folder, "good-2016");
    write("topology.yaml", "databases: [{name: DB77, copies: [{server: OTHER}]}]\n");
    const expecting = "expect: [{database: DB99, maxAge: 1s}, {database: DB77, maxAge: 1s}]\noverdue: off\n";
    const overdue = async (text: string) => {
      const ran = await thawline(["--config", write("x.yaml", text), "analyze", logs, "--format", "json"]);
      const { findings } = JSON.parse(ran.stdout) as Report;
      return findings.filter(({ code }) => code === "BACKUP_OVERDUE").map(({ database }) => database);
    };
    expect(await overdue("overdue: off\n")).toEqual([]);
    expect(await overdue(expecting)).toEqual(["DB77", "DB99"]);
    // DB77 lies on a server of which nothing was read.
    expect(await overdue(`${expecting}topology: {file: topology.yaml}\n`)).toEqual(["DB99"]);
  });
});

describe("config print", () => {
  it("prints YAML or JSON with the defaults", async () => {
    const yaml = await thawline(["config", "print", good]);
    expect(yaml).toMatchObject({ code: 0, stderr: "" });
    expect(yaml.stdout).toContain("\nkeep: 400d\n");
    const json = await thawline(["config", "print", good, "--format", "json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      keep: "400d",
      alerts: { sinks: [{ kind: "command", file: "notify", args: [], minSeverity: "warning" }] },
    });
  });
});

describe("config schema and config example", () => {
  it.each([
    ["schema", "config.schema.json"],
    ["example", "thawline.example.yaml"],
  ])("%s prints docs/%s", async (command, file) => {
    const ran = await thawline(["config", command]);
    expect(ran).toEqual({ code: 0, stdout: readFileSync(new URL(file, docs), "utf8"), stderr: "" });
  });
});

describe("config", () => {
  it.each([["check"], ["print"], ["schema"], ["example"]])("%s teaches with examples", async (command) => {
    const { code, stdout } = await thawline(["config", command, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples?:\n {2}\$ thawline config /);
  });

  it("alone is not enough", async () => {
    const { code, stdout, stderr } = await thawline(["config"]);
    expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
    expect(stderr).toContain("Usage: thawline config");
  });
});
