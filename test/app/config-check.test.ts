import { chmodSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/app/config-check/index.ts";
import { readLocatedConfig } from "../../src/config/settings-file.ts";
import { configFiles } from "../config/files.ts";

const { folder, write } = configFiles();
const NOW = Date.parse("2026-11-22T12:00:00Z");

/** Severity, line, key and message of each remark. */
async function remarks(text: string, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const path = write(text);
  const { data, placeOf } = await readLocatedConfig(path);
  const found = await checkConfig(data, { now: NOW, env, platform: "linux" });
  return found.map(({ severity, path: at, message }) =>
    `${severity} ${placeOf(at)}: ${message}`.replace(`${path}:`, "").replaceAll(folder, "FOLDER"),
  );
}

/** A configuration that tells somebody. */
const TOLD = "timeZone: Europe/Berlin\nalerts: {sinks: [{kind: command, file: notify}]}\n";

describe("the check of a configuration", () => {
  it("has nothing to say of a good one", async () => {
    expect(await remarks(TOLD)).toEqual([]);
  });

  it("tells where nobody is told, or nothing watched", async () => {
    expect(await remarks("servers: []\n")).toEqual([
      "warning 1:10: servers: there is none, and no files either: nothing is watched",
      "info 1:1: alerts.sinks: there is none: nobody is told",
    ]);
  });

  it("tells of sinks that no severity reaches", async () => {
    const { FINDING_CODES } = await import("../../src/model/finding.ts");
    const mild = FINDING_CODES.map((code) => `  - {code: ${code}, severity: info}\n`).join("");
    const text = `severities:\n${mild}alerts:\n  sinks:\n    - kind: slack\n      url: http://localhost/x\n`;
    const line = 1 + FINDING_CODES.length + 3;
    expect(await remarks(text)).toEqual([
      `warning ${line}:7: alerts.sinks[0].minSeverity: nothing reaches this sink: the severities leave no finding so grave`,
    ]);
    expect(await remarks(text.replace("severity: info", "severity: warning"))).toEqual([]);
  });

  it("tells of silences that have run out, or that silence all", async () => {
    const text = TOLD.replace(
      "{sinks",
      "{silences: [{database: A, until: '2026-11-22T12:59:59'}, {database: B, until: '2026-11-22'}, {reason: x}], sinks",
    );
    // 12:59:59 in Berlin is a second before noon UTC; the day itself ends there at 23:00 UTC.
    expect(await remarks(text)).toEqual([
      "warning 2:42: alerts.silences[0].until: has run out: what it silenced is told again",
      "warning 2:102: alerts.silences[2]: names no code, server or database: it silences everything",
    ]);
  });

  it("tells of secrets that cannot be read, and never what they are", async () => {
    write("hunter2\n", "open.txt");
    write("hunter2\n", "closed.txt");
    chmodSync(join(folder, "open.txt"), 0o644);
    chmodSync(join(folder, "closed.txt"), 0o600);
    const text = `alerts:
  sinks:
    - kind: webhook
      url: {env: HOOK}
      headers:
        Authorization: {env: AUTH}
      hmac: {file: none.txt}
    - kind: ping
      watcher: {url: {file: open.txt}}
      jobs: [{database: A, url: {file: closed.txt}}]
`;
    const found = await remarks(text, { HOOK: "https://hunter2" });
    expect(found).toEqual([
      expect.stringMatching(/^failure 7:13: alerts\.sinks\[0\]\.hmac: cannot be read: ENOENT.*none\.txt/),
      "failure 6:24: alerts.sinks[0].headers.Authorization: cannot be read: the environment has no variable AUTH",
      "warning 9:22: alerts.sinks[1].watcher.url: others than its owner can read or change FOLDER/open.txt: chmod 600",
    ]);
  });

  it("tells of passwords that go over the wire in the clear", async () => {
    const text = `alerts:
  sinks:
    - {kind: email, host: relay, tls: none, user: u, password: {env: P}, from: a@b, to: a@b}
    - {kind: alertmanager, urls: [http://localhost:9093, http://am:9093], token: {env: P}}
`;
    expect(await remarks(text, { P: "x" })).toEqual([
      "warning 3:39: alerts.sinks[0].tls: the password goes to the mail server in the clear",
      "warning 4:58: alerts.sinks[1].urls[1]: the secret goes over http, where anyone on the way can read it",
    ]);
  });

  it("tells of files and programs that are not there, and of other systems' sinks", async () => {
    const text = `files: [none.evtx]
topology: {file: none.yaml}
alerts:
  sinks:
    - {kind: command, file: ./notify}
    - {kind: eventlog}
`;
    expect(await remarks(text)).toEqual([
      expect.stringMatching(/^failure 2:18: topology\.file: .*none\.yaml: ENOENT/),
      expect.stringMatching(/^failure 5:29: alerts\.sinks\[0\]\.file: ENOENT/),
      "warning 1:9: files[0]: FOLDER/none.evtx is not there",
      "warning 6:14: alerts.sinks[1].kind: there is an event log on Windows only",
    ]);
  });

  it("tells of names and patterns that fit nothing in the topology", async () => {
    write(
      "databases:\n  - {name: DB01, circularLogging: true, copies: [{server: MBX1.contoso.com}]}\n",
      "topology.yaml",
    );
    const text = `topology: {file: topology.yaml}
expect:
  - {database: "db0?", type: incremental, maxAge: 1d}
  - {database: Archive*, maxAge: 1d}
severities:
  - {code: FREEZE_SLOW, database: DB2, severity: info}
alerts:
  silences: [{server: mbx1}, {server: MBX9, database: DB01}]
  sinks:
    - {kind: ping, jobs: [{database: X*, url: "https://hc.example/x"}]}
`;
    expect(await remarks(text)).toEqual([
      "warning 3:30: expect[0].type: circular logging is on for DB01: only full backups work there",
      "warning 4:16: expect[1].database: fits no database of the topology",
      "warning 6:35: severities[0].database: fits no database of the topology",
      "warning 8:39: alerts.silences[1].server: fits no server of the topology",
      "warning 10:38: alerts.sinks[0].jobs[0].database: fits no database of the topology",
    ]);
  });

  it("tells of expectations that never count or cannot be kept", async () => {
    const text = `${TOLD}expect:
  - {database: DB*, maxAge: 8h, window: 22:00-06:00}
  - {database: db01, maxAge: 1d, window: 22:00-06:00}
  - {database: "*", maxAge: 16h, window: 22:00-06:00}
  - {database: DB01, type: incremental, maxAge: 1d}
`;
    expect(await remarks(text)).toEqual([
      "warning 4:41: expect[0].window: the limit cannot be kept: it is shorter than from one window to the next",
      "warning 5:16: expect[1].database: never counts: an earlier entry fits all that this one fits",
    ]);
  });

  it("says whose local times are meant, and that others can read the metrics", async () => {
    const text = `${TOLD}metrics: 0.0.0.0:9464\nexpect: [{database: A, maxAge: 1d, window: 22:00-06:00}]\n`;
    expect(await remarks(text)).toEqual([
      "info 3:10: metrics: can be read from other machines, by anyone who reaches the port",
    ]);
    const [zone] = await remarks(text.replace(/^timeZone.*\n/, "").replace(/metrics.*\n/, ""));
    expect(zone).toMatch(/^info 1:1: timeZone: is not set: local times are those of this machine, \S+$/);
  });
});
