import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { testFolder, writeLogs } from "../app/logs.ts";
import { thawline } from "./run.ts";

const folder = testFolder();
const config = join(folder, "bad.yaml");
writeFileSync(config, "freeze:\n  warn: soon\n");
const logs = writeLogs(folder, "good-2016");

/** The commands that do something, as their parents' help lists them. */
async function commandsBelow(parents: readonly string[]): Promise<readonly (readonly string[])[]> {
  const { stdout } = await thawline([...parents, "--help"]);
  const [, list] = /\nCommands:\n(.*?)\n\n/s.exec(stdout) ?? [];
  if (list === undefined) return [parents];
  const names = [...list.matchAll(/^ {2}([a-z]+)\b/gm)].map((match) => match[1] ?? "");
  const below = names.filter((name) => name !== "help").map((name) => commandsBelow([...parents, name]));
  return (await Promise.all(below)).flat();
}

describe("the command line", () => {
  it("tells its version", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(await thawline(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it.each([[["--help"]], [["analyze", "--help"]], [["help", "events"]]])("teaches with %j", async (args) => {
    const { code, stdout, stderr } = await thawline(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/Examples:\n {2}\$ thawline /);
    expect(stdout).toContain(".evtx; XML, JSON, CSV and text");
  });

  it("names only commands that are there, each with a help of its own", async () => {
    const commands = await commandsBelow([]);
    for (const name of [["analyze"], ["events"], ["verify"], ["watch"], ["doctor"], ["lab", "run"]]) {
      expect(commands).toContainEqual(name);
    }
    for (const command of commands) {
      const { code, stdout } = await thawline([...command, "--help"]);
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(`^Usage: thawline ${command.join(" ")}`),
      });
      // What it needs, its exit codes and examples, always in this order.
      expect(stdout).toMatch(/\nNeeds: .*\n\nExit codes:\n {2}0 .*\n {2}64 .*\n\nExamples:\n {2}\$ /s);
    }
  });

  it.each([
    [[], /Usage: thawline/],
    [["observe"], /unknown command 'observe'/],
    [["watch", "--replay", "--source", "live:MBX1"], /live logs have none/],
    [["show"], /missing required argument 'job'/],
    [["report", "last", "--format", "pdf"], /Allowed choices are text, json, markdown, html, junit/],
    [["analyze"], /missing required argument 'path'/],
    [["analyze", logs, "--format", "pdf"], /Allowed choices are text, json, markdown, html, junit/],
    [["analyze", logs, "--fail-on", "info"], /Allowed choices are warning, failure, never/],
    [["analyze", logs, "--since", "yesterday"], /ISO 8601/],
    [["analyze", logs, "--time-zone", "Berlin"], /IANA time zone/],
    [["analyze", logs, "--topology", join(folder, "none.yaml")], /none\.yaml/],
    [["analyze", logs, "--config", config], /bad\.yaml:2:9: freeze\.warn: must be a duration/],
    [["analyze", logs, "-o", join(folder, "none", "report.txt")], /-o .*report\.txt/],
    [["analyze", logs, "-o", folder], /is a folder/],
    [["events", logs, "--id", "2010-2001"], /Not an event id/],
    [["events", logs, "--colour"], /unknown option '--colour'/],
    [["--log-level", "loud", "events", logs], /Allowed choices are silent/],
  ])("refuses %j with exit code 64 and nothing on stdout", async (args, message) => {
    const { code, stdout, stderr } = await thawline(args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
    expect(stderr).toMatch(message);
  });

  it("reads thawline.yaml of the state folder", async () => {
    writeFileSync(join(folder, "thawline.yaml"), "overdue: never\n");
    const { code, stderr } = await thawline(["--state", folder, "analyze", logs]);
    expect(code).toBe(64);
    expect(stderr).toMatch(/thawline\.yaml:1:10: overdue: must be "off" or a duration/);
  });
});
