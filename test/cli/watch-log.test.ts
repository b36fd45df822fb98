import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { answer, serve } from "../alert/sinks/http-server.ts";
import { testFolder, writeLogs } from "../app/logs.ts";
import { thawline } from "./run.ts";

const folder = testFolder();
const linesIn = (path: string): readonly Record<string, unknown>[] =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

it("a watcher keeps in its log that a sink takes nothing, without the sink's secret", async () => {
  const receiver = await serve([answer(403, "not for services/s3cr3t77")]);
  try {
    const logs = writeLogs(folder, "freeze-timeout");
    const config = join(folder, "thawline.yaml");
    const sinks = [{ kind: "slack", url: `${receiver.origin}/services/s3cr3t77` }];
    writeFileSync(config, JSON.stringify({ alerts: { sinks } }));
    const log = join(folder, "logs", "thawline.log");
    const args = [
      "watch",
      "--replay",
      "--source",
      logs,
      "--state",
      join(folder, "state"),
      "--config",
      config,
    ];
    const { code, stderr } = await thawline([...args, "--log-file", log]);
    expect(code).toBe(2);
    const lines = linesIn(log);
    expect(lines.map(({ level, msg }) => `${level}: ${msg}`)).toEqual([
      "info: watching begins",
      ...lines.slice(1, -1).map(() => "error: alert not taken, given up"),
      "info: watching ends",
    ]);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines[0]).toMatchObject({ version: expect.any(String), sources: [logs] });
    expect(lines[1]).toMatchObject({ sink: "slack", detail: expect.stringContaining("answered 403") });
    expect(readFileSync(log, "utf8")).not.toContain("s3cr3t77");
    // The same on stderr, but for what is no trouble.
    expect(stderr).not.toContain("s3cr3t77");
    expect(stderr.split("\n").filter((line) => line !== "").length).toBe(lines.length - 2);
  } finally {
    await receiver.close();
  }
});

it("a watcher that cannot begin says why in its log", async () => {
  const state = join(folder, "broken");
  mkdirSync(state);
  writeFileSync(join(state, "thawline.yaml"), "servers: 7\n");
  const log = join(folder, "broken.log");
  const { code } = await thawline(["watch", "--state", state, "--log-file", log]);
  expect(code).toBe(64);
  expect(linesIn(log)).toEqual([
    {
      ...{ level: "error", time: expect.anything(), msg: "the watcher ended" },
      reason: expect.stringContaining("servers"),
    },
  ]);
});
