import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { testFolder, writeLogs } from "../app/logs.ts";
import { thawline } from "./run.ts";

const folder = testFolder();
const state = join(folder, "state");
const config = join(folder, "thawline.yaml");
const linux = process.platform !== "win32";

const PLANTED = {
  variable: "planted-variable-0815",
  file: "planted-file-4711",
  teams: "planted-teams-sig-99",
  ping: "planted-ping-uuid-42",
  header: "planted-header-key-7",
} as const;

beforeAll(async () => {
  const logs = writeLogs(folder, "freeze-timeout");
  const { code } = await thawline(["watch", "--replay", "--source", logs, "--state", state]);
  expect(code).toBe(2);
  const key = join(folder, "key");
  writeFileSync(key, `${PLANTED.file}\n`, { mode: 0o600 });
  const sinks = [
    { kind: "teams", url: `http://127.0.0.1:9/workflows/x?sig=${PLANTED.teams}` },
    {
      ...{ kind: "webhook", url: "http://127.0.0.1:9/hook", hmac: { file: key } },
      headers: { Authorization: { env: "PLANTED" }, "X-Key": PLANTED.header },
    },
    { kind: "ping", watcher: { url: `http://127.0.0.1:9/${PLANTED.ping}` }, jobs: [] },
  ];
  writeFileSync(config, JSON.stringify({ alerts: { sinks } }));
  // As if a receiver had sent them back, and somebody had logged it.
  mkdirSync(join(state, "logs"));
  const lines = Object.values(PLANTED).map((secret) => JSON.stringify({ detail: `refused "${secret}"` }));
  writeFileSync(join(state, "logs", "thawline.log"), `${lines.join("\n")}\n`);
}, 60_000);

const doctor = (...args: readonly string[]) =>
  thawline(["doctor", "--state", state, "--config", config, ...args], { env: { PLANTED: PLANTED.variable } });

describe("doctor on this machine", () => {
  it.skipIf(!linux)(
    "tells what works, what does not, and what cannot be looked at here (skipped on Windows)",
    async () => {
      const { code, stdout, stderr } = await doctor("--format", "json");
      // Nobody listens on port 9.
      expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
      const report = JSON.parse(stdout);
      expect(report).toMatchObject({
        schema: "thawline.doctor/1",
        verdict: "failure",
        machine: { platform: process.platform, node: process.versions.node },
      });
      const states = Object.fromEntries(
        report.checks.map((check: { name: string; state: string }) => [check.name, check.state]),
      );
      expect(states).toMatchObject({
        ...{ node: "ok", store: "ok", watcher: "warning", sinks: "failure" },
        ...{
          powershell: "not-here",
          "event-logs": "not-here",
          "live-reader": "not-here",
          exchange: "not-here",
        },
        ...{
          "exchange-writer": "not-here",
          "shadow-storage": "not-here",
          tools: "not-here",
          rights: "not-here",
        },
      });
    },
  );

  it.skipIf(!linux)("exits by the worst of what it found (skipped on Windows)", async () => {
    const plain = join(folder, "plain.yaml");
    writeFileSync(plain, "overdue: 26h\n");
    const good = await thawline(["doctor", "--state", join(folder, "none"), "--config", plain]);
    expect(good.code).toBe(0);
    expect(good.stdout).toMatch(/^✓ Everything that was looked at works\./);
    const stopped = await thawline(["doctor", "--state", state, "--config", plain]);
    expect(stopped).toMatchObject({ code: 1, stdout: expect.stringContaining("the watcher is not running") });
    const broken = join(folder, "broken.yaml");
    writeFileSync(broken, "servers: 7\n");
    const wrong = await thawline(["doctor", "--state", join(folder, "none"), "--config", broken]);
    expect(wrong).toMatchObject({ code: 2, stdout: expect.stringContaining("✗ Configuration") });
  });
});

describe("the bundle", () => {
  it("holds what helps, and none of the secrets", async () => {
    const bundle = join(folder, "doctor.zip");
    await doctor("--bundle", bundle);
    const files = Object.entries(unzipSync(readFileSync(bundle))).map(
      ([name, bytes]) => [name, strFromU8(bytes)] as const,
    );
    const names = files.map(([name]) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        ...[
          "doctor.txt",
          "doctor.json",
          "configuration.yaml",
          "versions.json",
          "status.json",
          "coverage.json",
        ],
        ...["inputs.json", "reports/newest.json", "logs/thawline.log"],
        ...[expect.stringMatching(/^reports\/01-.*\.html$/), expect.stringMatching(/^reports\/01-.*\.json$/)],
      ]),
    );
    const all = new Map(files);
    expect(JSON.parse(all.get("reports/newest.json") ?? "")).toMatchObject({ schema: "thawline.report/1" });
    expect(all.get("configuration.yaml")).toContain("PLANTED");
    expect(all.get("configuration.yaml")).toContain("127.0.0.1:9/***");
    // Nothing but what is to be hidden is hidden.
    expect(all.get("logs/thawline.log")?.split("\n")).toHaveLength(Object.keys(PLANTED).length + 1);
    for (const [name, text] of files) {
      for (const secret of Object.values(PLANTED)) expect(text, `${secret} in ${name}`).not.toContain(secret);
      expect(name).not.toContain("planted");
    }
  });

  it("stays small, and names what it leaves out", async () => {
    const { bundleOf } = await import("../../src/app/doctor/bundle.ts");
    const large = "x".repeat(5 * 1024 * 1024);
    const zip = bundleOf(
      [
        { name: "first.txt", text: "first" },
        { name: "large.json", text: large },
        { name: "log.txt", text: `begin${large}end`, keepEnd: true },
        ...Array.from({ length: 8 }, (_, n) => ({ name: `${n}.html`, text: "y".repeat(4 * 1024 * 1024) })),
      ],
      (text) => text,
    );
    const files = unzipSync(zip);
    const sizes = Object.values(files).map((bytes) => bytes.length);
    expect(sizes.reduce((a, b) => a + b)).toBeLessThan(25 * 1024 * 1024);
    expect(strFromU8(files["log.txt"] ?? new Uint8Array()).endsWith("xxend")).toBe(true);
    expect(files["large.json"]).toBeUndefined();
    expect(strFromU8(files["left-out.txt"] ?? new Uint8Array()).split("\n")[0]).toBe(
      `large.json: ${large.length} bytes`,
    );
  });
});
