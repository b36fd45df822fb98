import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/settings-file.ts";
import { configFiles } from "./files.ts";

const { folder, write } = configFiles();

async function watchOf(text: string) {
  return (await readConfig(write(text))).watch;
}

/** The lines of the message, without the file's path. */
async function refused(text: string): Promise<readonly string[]> {
  const path = write(text);
  const error = await readConfig(path).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof Error ? error.message.split("\n").map((line) => line.replace(path, "")) : [];
}

describe("what a configuration says of watching", () => {
  it("names servers and their channels", async () => {
    const { servers } = await watchOf(
      "servers:\n  - MBX1\n  - {name: wec.contoso.com, channels: [ForwardedEvents]}\n",
    );
    expect(servers).toEqual([
      { name: "MBX1", channels: ["Application", "System"] },
      { name: "wec.contoso.com", channels: ["ForwardedEvents"] },
    ]);
  });

  it("says how long a new trouble waits for others of its job; else half a minute, and 0 is at once", async () => {
    const of = async (alerts: string) => (await watchOf(`alerts: ${alerts}\n`)).alerts.groupSeconds;
    expect(await of("{group: 2m}")).toBe(120);
    expect(await of("{group: 0}")).toBe(0);
    expect(await of("{}")).toBe(30);
    expect(await refused("alerts: {group: -1s}\n")).not.toEqual([]);
  });

  it("means paths from its own folder", async () => {
    const watch = await watchOf(
      "files: [logs, /var/log/x.evtx]\ntopology: {file: topology.yaml, refresh: 30m}\nalerts: {sinks: [{kind: slack, url: {file: url.txt}}]}\n",
    );
    expect(watch.files).toEqual([join(folder, "logs"), "/var/log/x.evtx"]);
    expect(watch.topology).toEqual({ file: join(folder, "topology.yaml"), refreshSeconds: 1800 });
    expect(watch.alerts.sinks).toEqual([
      {
        kind: "slack",
        name: "slack",
        minSeverity: "warning",
        timeoutSeconds: 30,
        url: { file: join(folder, "url.txt") },
      },
    ]);
  });

  it("expects backups, also over midnight and on other days differently", async () => {
    const { settings, watch } = await readConfig(
      write(
        "expect:\n  - database: DB*\n    maxAge: 26h\n    window: 22:00-06:00\n    days:\n      - {on: [sat, sun], maxAge: 3d}\n      - {on: mon, maxAge: 80h}\n",
      ),
    );
    expect(watch.expect).toEqual([
      {
        database: "DB*",
        type: "full",
        maxAgeSeconds: 93_600,
        window: { from: 79_200, to: 21_600 },
        days: [
          { weekdays: [6, 0], maxAgeSeconds: 259_200 },
          { weekdays: [1], maxAgeSeconds: 288_000 },
        ],
      },
    ]);
    expect(settings.expect).toEqual(watch.expect);
  });

  it.each([
    // Berlin is an hour ahead of UTC in winter, two in summer.
    ["2026-12-24", "2026-12-24T22:59:59.999Z"],
    ["2026-07-01T06:00", "2026-07-01T04:00:00.000Z"],
    ["2026-07-01 06:00:30", "2026-07-01T04:00:30.000Z"],
    ["2026-07-01T06:00-05:00", "2026-07-01T11:00:00.000Z"],
  ])("silences until %s in the configured zone: %s", async (until, moment) => {
    const { alerts } = await watchOf(
      `timeZone: Europe/Berlin\nalerts: {silences: [{database: T*, until: "${until}"}]}\n`,
    );
    expect(alerts.timeZone).toBe("Europe/Berlin");
    expect(alerts.silences).toEqual([{ database: "T*", until: Date.parse(moment) }]);
  });

  it.each([
    ["off", null],
    ["9464", { host: "127.0.0.1", port: 9464 }],
    ['"0.0.0.0:9464"', { host: "0.0.0.0", port: 9464 }],
    ['"[::1]:9464"', { host: "::1", port: 9464 }],
  ])("has metrics at %s", async (text, endpoint) => {
    expect((await watchOf(`metrics: ${text}\n`)).metrics).toEqual(endpoint);
  });

  it.each([
    ["starttls", 587],
    ["implicit", 465],
    ["none", 25],
  ])("takes the port that goes with %s", async (tls, port) => {
    const { alerts } = await watchOf(
      `alerts: {sinks: [{kind: email, host: relay, tls: ${tls}, from: a@x.org, to: b@x.org}]}\n`,
    );
    expect(alerts.sinks).toMatchObject([{ port, to: ["b@x.org"], attachReport: true }]);
  });

  it("may be JSON", async () => {
    expect((await watchOf('{"keep": "30d", "silent": 60}')).keepDays).toBe(30);
  });
});

describe("a configuration that is wrong", () => {
  it("is told all at once, in the order of the places", async () => {
    const text = `keep: 400
alerts:
  repaet: 1d
  quiet: 22:00-22:00
  sinks:
    - kind: emial
    - kind: email
      host: relay
      port: 70000
      from: nobody
      to: []
expect:
  - database: DB01
    maxAge: 0
    days: [{on: [sat, sunday], maxAge: 3d}]
`;
    expect(await refused(text)).toEqual([
      ':1:7: keep: must be a number of days such as "400d"',
      ':3:3: alerts.repaet: is not known here; did you mean "repeat"?',
      ':4:10: alerts.quiet: must be "off" or local times such as "22:00-06:00"',
      ':6:13: alerts.sinks[0].kind: must be "email", "teams", "slack", "webhook", "alertmanager", "ping", "eventlog" or "command"',
      ":9:13: alerts.sinks[1].port: must be a port: 1 to 65535",
      ':10:13: alerts.sinks[1].from: must be a mail address such as "exchange@example.com"',
      ":11:11: alerts.sinks[1].to: must not be empty",
      ":14:13: expect[0].maxAge: must be longer than 0",
      ":15:23: expect[0].days[0].on[1]: must be a day of the week: sun, mon, tue, wed, thu, fri, sat",
    ]);
  });

  it.each([
    ["servers: [MBX1, mbx1]", ":1:17: servers[1]: stands in the list already"],
    [
      "servers: [{name: MBX1, chanels: [System]}]",
      ':1:24: servers[0].chanels: is not known here; did you mean "channels"?',
    ],
    ["servers: [3]", ":1:11: servers[0]: must be text or keys with values"],
    ["expect:\n  - maxAge: 1d", ":2:5: expect[0].database: is missing; must be text"],
    ["expect: [{database: A, maxAge: 4000d}]", ":1:32: expect[0].maxAge: must not be longer than 3660d"],
    ["alerts: {sinks: [{kind: ping}]}", ':1:18: alerts.sinks[0]: must have "watcher" or "jobs"'],
    [
      "alerts:\n  sinks:\n    - {kind: slack, url: {env: A}}\n    - {kind: slack, url: {env: B}}",
      ":4:7: alerts.sinks[1].name: has the name of an earlier one: give it another",
    ],
    [
      "alerts: {sinks: [{kind: alertmanager, urls: 'http://h', user: u}]}",
      ':1:63: alerts.sinks[0].user: needs "password" beside it',
    ],
    ["topology: topology.yaml", ":1:11: topology: must be keys with values"],
    ["metrics: 0", ':1:10: metrics: must be "off", a port, or an address such as "127.0.0.1:9464"'],
    ["a: &a [*b]", ":1:8: no anchor &b before this alias"],
    ["keep: 1d\nkeep: 2d", ":2:1: this key stands here twice"],
    [
      'files: ["D:\\logs"]',
      ":1:12: a \\ in double quotes begins an escape: write paths of Windows without quotes, or in single ones",
    ],
  ])("%j", async (text, line) => {
    expect(await refused(text)).toEqual([line]);
  });

  it("is told up to twenty faults", async () => {
    const lines = await refused(Array.from({ length: 25 }, (_, n) => `key${n}: 1\n`).join(""));
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe(": and 5 more");
  });
});

describe("a secret in the configuration", () => {
  const sink = (keys: string) => `alerts:\n  sinks:\n    - ${keys}\n`;

  it.each([
    ["kind: email\n      host: h\n      from: a@b\n      to: a@b\n      user: u\n      password: hunter2"],
    ["kind: email\n      host: h\n      from: a@b\n      to: a@b\n      user: u\n      password: {hunter2}"],
    ["kind: webhook\n      url: {env: URL}\n      hmac: hunter2"],
    ["kind: webhook\n      url: {env: URL}\n      headers: {Authorization: Bearer hunter2}"],
    ["kind: webhook\n      url: {env: URL}\n      headers: {X-Api-Key: hunter2}"],
    ["kind: alertmanager\n      urls: https://u:hunter2@am\n      token: {env: T}"],
    ["kind: alertmanager\n      urls: https://am\n      token: [hunter2]"],
    ["kind: slack\n      url: hunter2"],
    ["kind: slack\n      url: [hunter2"],
    ['kind: slack\n      url: "hunter2\n  x: 1'],
    ["kind: slack\n      url: {env: X}: hunter2"],
    ["kind: slack\n      url: a: hunter2: b"],
    ["kind: slack\n      urll: hunter2"],
  ])("is refused as a literal, and not repeated: %j", async (keys) => {
    const lines = await refused(sink(keys));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join("\n")).not.toContain("hunter2");
    expect(lines[0]).toMatch(/^:\d+:\d+: /);
  });

  it("is told how to give it", async () => {
    const [line] = await refused(sink("kind: alertmanager\n      urls: https://am\n      token: hunter2"));
    expect(line).toMatch(
      /^:5:14: alerts\.sinks\[0\]\.token: .*\{env: NAME\} or \{file: PATH\}.*environment variable/,
    );
  });
});
