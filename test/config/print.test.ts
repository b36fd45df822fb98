import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { defaultConfig } from "../../src/config/default-config.ts";
import { configYaml, shownConfig } from "../../src/config/print.ts";
import { readConfig } from "../../src/config/settings-file.ts";
import { configFiles } from "./files.ts";

const { write } = configFiles();

const EVERYTHING = `timeZone: Europe/Berlin
freeze: {warn: 5s, critical: 15s, limit: 90s}
job: {maxAge: 36h, withoutCopy: 1.5s}
truncation: {deadline: 2d}
clockSkew: 2m
overdue: off
severities: [{code: FREEZE_SLOW, database: DB01, severity: off}]
servers: [MBX1, {name: WEC, channels: [ForwardedEvents]}]
files: [/logs]
topology: {file: /etc/topology.yaml, refresh: 10m}
expect:
  - {database: DB01, maxAge: 26h}
  - {database: "*", type: incremental, maxAge: 1d, window: 22:00-06:30, days: [{on: [sat, sun], maxAge: 3d}]}
alerts:
  repeat: 0
  group: 45s
  quiet: 21:00-05:00
  silences: [{code: CLOCK_SKEW, server: M*, database: T?, until: 2026-12-24, reason: rebuilt}, {database: X}]
  sinks:
    - kind: email
      name: mail
      minSeverity: info
      timeout: 1m
      host: relay
      port: 2525
      tls: implicit
      caFile: /ca.pem
      user: u
      password: {file: /secrets/mail}
      from: a@x.org
      to: [b@x.org, c@x.org]
      attachReport: false
    - {kind: webhook, url: {env: HOOK}, headers: {X-A: b, Authorization: {env: AUTH}}, hmac: {env: KEY}}
    - {kind: alertmanager, urls: [http://am:9093], labels: {team: mail}, token: {env: TOKEN}}
    - {kind: ping, watcher: {url: {env: PING}, every: 1m}, jobs: [{database: DB*, url: {env: JOBS}}]}
    - {kind: eventlog, source: Backups}
    - {kind: command, file: notify, args: [a, b]}
keep: 1d
silent: 90s
metrics: 0.0.0.0:9464
`;

describe("a printed configuration", () => {
  it("says all that was read, so that reading it again gives the same", async () => {
    const config = await readConfig(write(EVERYTHING));
    expect(await readConfig(write(configYaml(config), "again.yaml"))).toEqual(config);
    expect(await readConfig(write(JSON.stringify(shownConfig(config)), "again.json"))).toEqual(config);
  });

  it("fills in the defaults, and says which zone counts", async () => {
    const printed = configYaml(defaultConfig());
    expect(printed).toMatch(
      /^# timeZone is not set: UTC for times in logs, \S+ \(of this machine\) for windows\n/,
    );
    expect(parse(printed)).toMatchObject({
      freeze: { limit: "60s" },
      overdue: "8d",
      keep: "400d",
      metrics: "off",
    });
    expect(await readConfig(write(printed))).toEqual(defaultConfig());
  });

  it("shows of addresses that may hold a secret only the host, and secrets as their places", async () => {
    const text = `alerts:
  sinks:
    - {kind: teams, url: "https://u:hunter2@example.com/hunter2?sig=hunter2"}
    - {kind: slack, url: "https://hooks.slack.example:8443/hunter2"}
    - {kind: webhook, url: "https://example.org/hunter2", hmac: {env: KEY}}
    - kind: ping
      watcher: {url: "https://hc.example/hunter2"}
      jobs: [{database: DB01, url: "https://hc.example/hunter2/start"}]
`;
    const printed = configYaml(await readConfig(write(text)));
    expect(printed).not.toContain("hunter2");
    expect(parse(printed).alerts.sinks).toMatchObject([
      { url: "https://example.com/***" },
      { url: "https://hooks.slack.example:8443/***" },
      { url: "https://example.org/***", hmac: { env: "KEY" } },
      { watcher: { url: "https://hc.example/***" }, jobs: [{ url: "https://hc.example/***" }] },
    ]);
  });
});
