import { describe, expect, it } from "vitest";
import type { Status } from "../../src/model/status.ts";
import { type Check, type CheckLimits, renderCheck } from "../../src/report/nagios.ts";
import { alert } from "../alert/message.ts";

const NOW = Date.UTC(2026, 2, 2, 12);
const HOUR = 3600;
const OFF = { warning: null, critical: null };
const NO_LIMITS: CheckLimits = { age: OFF, freeze: OFF, lag: OFF, databases: [] };
/** One database, backed up 20 hours ago with a freeze of 4 s; a watcher that was heard 10 s ago. */
const DB01: Status["databases"][number] = {
  ...{ name: "DB01", goodFull: NOW - 20 * HOUR * 1000, goodIncremental: null, freezeSeconds: 4 },
  newest: { job: "1f2e3d4c", outcome: "succeeded", start: NOW - 21 * HOUR * 1000 },
};
const GOOD: Status = {
  ...{ now: NOW, databases: [DB01], alerts: [], outbox: [], failing: [] },
  watcher: { aliveAt: NOW - 10_000, pid: 7, storeBytes: 4096 },
  late: null,
  // Nothing was logged since yesterday: that is no trouble of the watcher.
  logs: [{ server: "MBX1", channel: "Application", readTo: NOW - 30 * HOUR * 1000 }],
};

const check = (status: Partial<Status> = {}, limits: Partial<CheckLimits> = {}): Check =>
  renderCheck({ ...GOOD, ...status }, { ...NO_LIMITS, ...limits });
const first = ({ text }: Check): string => text.split("\n")[0] ?? "";
const told = (result: Check): string => first(result).split(" | ")[0] ?? "";

/** By the guidelines: 'label'=value[UOM];[warn];[crit];[min];[max], parted by blanks; a quote in a label is doubled. */
const ITEM = /(?:^| )'((?:[^'=]|'')+)'=(U|-?[0-9.]+)(s|%|B|c|us|ms|KB|MB|TB)?((?:;[0-9.:~@-]*){0,4})(?= |$)/g;

function perfdata(result: Check): Readonly<Record<string, string>> {
  const [, text = ""] = first(result).split(" | ");
  const items = [...text.matchAll(ITEM)];
  expect(items.map(([whole]) => whole).join("")).toBe(text);
  return Object.fromEntries(
    items.map(([, label, value, unit = "", rest]) => [label, `${value}${unit}${rest}`]),
  );
}

describe("the line of a monitoring plugin", () => {
  it("is OK where there is nothing to say, however quiet the logs are", () => {
    const result = check({}, { lag: { warning: 300, critical: 900 } });
    expect(result.exitCode).toBe(0);
    expect(told(result)).toBe("THAWLINE OK - 1 of 1 databases have a good full backup");
    expect(perfdata(result)).toEqual({
      ...{ open_failures: "0;;;0", open_warnings: "0;;;0", watcher_lag: "10s;300;900;0" },
      ...{ DB01_full_age: "72000s;;;0", DB01_freeze: "4s;;;0" },
    });
  });

  it.each([
    ["at its limit", { warning: 20 * HOUR, critical: 50 * HOUR }, 0],
    ["beyond the warning", { warning: 20 * HOUR - 1, critical: 50 * HOUR }, 1],
    ["beyond both", { warning: HOUR, critical: 2 * HOUR }, 2],
    ["beyond the only one, that warns", { warning: HOUR, critical: null }, 1],
    ["beyond the only one, that is critical", { warning: null, critical: HOUR }, 2],
  ])("judges the age of the last good backup: %s", (_, age, exitCode) => {
    const result = check({}, { age });
    expect(result.exitCode).toBe(exitCode);
    expect(perfdata(result).DB01_full_age).toBe(`72000s;${age.warning ?? ""};${age.critical ?? ""};0`);
  });

  it("says by how much a limit is passed", () => {
    expect(told(check({}, { age: { warning: HOUR, critical: 2 * HOUR } }))).toBe(
      "THAWLINE CRITICAL - last good full backup of DB01 is 20 h old (limit 2 h)",
    );
  });

  it.each([
    [4, 0],
    [11, 1],
    [21, 2],
    [null, 0],
  ])("judges a freeze of %s s", (freezeSeconds, exitCode) => {
    const result = check(
      { databases: [{ ...DB01, freezeSeconds }] },
      { freeze: { warning: 10, critical: 20 } },
    );
    expect(result.exitCode).toBe(exitCode);
    expect(perfdata(result).DB01_freeze).toBe(
      `${freezeSeconds === null ? "U" : `${freezeSeconds}s`};10;20;0`,
    );
  });

  it("is critical, or warns, where no good backup is known and its age is judged", () => {
    const databases = [{ ...DB01, goodFull: null }];
    expect(check({ databases }).exitCode).toBe(0);
    expect(check({ databases }, { age: { warning: 1, critical: 2 } }).exitCode).toBe(2);
    expect(check({ databases }, { age: { warning: 1, critical: null } }).exitCode).toBe(1);
    expect(perfdata(check({ databases })).DB01_full_age).toBe("U;;;0");
  });

  it.each([
    [299, 0],
    [301, 1],
    [901, 2],
  ])("judges a watcher that was heard %i s ago", (seconds, exitCode) => {
    const watcher = { ...GOOD.watcher, aliveAt: NOW - seconds * 1000 };
    expect(check({ watcher }, { lag: { warning: 300, critical: 900 } }).exitCode).toBe(exitCode);
  });

  it("does not know where the watcher never ran, or a database was never seen", () => {
    const never = check({ watcher: { ...GOOD.watcher, aliveAt: null } });
    expect(never.exitCode).toBe(3);
    expect(told(never)).toBe("THAWLINE UNKNOWN - the watcher has never run");
    expect(perfdata(never).watcher_lag).toBe("U;;;0");
    const unseen = check({}, { databases: ["db01", "DB99"] });
    expect(unseen.exitCode).toBe(3);
    expect(told(unseen)).toBe("THAWLINE UNKNOWN - no backup of DB99 was ever seen");
  });

  it("counts open alerts by their severity, and leads with the worst", () => {
    const alerts = [
      alert({ severity: "warning", code: "FREEZE_SLOW" }),
      alert(),
      alert({ severity: "info" }),
    ];
    const result = check({ alerts });
    expect(result.exitCode).toBe(2);
    expect(told(result)).toBe(
      "THAWLINE CRITICAL - FREEZE_TIMEOUT (DB01 on MBX1.corp.example.com): Databases frozen longer than allowed (and 1 more)",
    );
    expect(perfdata(result)).toMatchObject({ open_failures: "1;;;0", open_warnings: "1;;;0" });
    expect(result.text.split("\n").slice(1)).toEqual([
      "WARNING: FREEZE_SLOW (DB01 on MBX1.corp.example.com): Databases frozen longer than allowed",
      "CRITICAL: FREEZE_TIMEOUT (DB01 on MBX1.corp.example.com): Databases frozen longer than allowed",
      "",
    ]);
  });

  it("warns of alerts that no sink takes; what is known to be bad is worse than what is not known", () => {
    const failing = [{ sink: "mail", count: 2 }];
    expect(told(check({ failing }))).toBe("THAWLINE WARNING - 2 alerts could not be sent to mail");
    expect(check({ failing }, { databases: ["DB99"] }).exitCode).toBe(1);
    // One that takes them again is no trouble any more.
    expect(check({ outbox: [{ sink: "mail", pending: 3, sent: 1, dead: 2 }] }).exitCode).toBe(0);
  });

  it("speaks of the databases that it was asked for, and of troubles of none", () => {
    const databases = [DB01, { ...DB01, name: "DB02" }];
    const alerts = [alert({ database: "DB02" })];
    expect(check({ databases, alerts }, { databases: ["DB01"] }).exitCode).toBe(0);
    expect(Object.keys(perfdata(check({ databases }, { databases: ["db01"] })))).not.toContain("DB02_freeze");
    expect(check({ alerts: [alert({ database: null })] }, { databases: ["DB01"] }).exitCode).toBe(2);
  });

  it.each(["it's=a | 'trap'", "DB\u001b[31m01", "a\nb;c d", "Öffentlich", "\u202edb", "x".repeat(300)])(
    "keeps its form whatever a database is called: %j",
    (name) => {
      const result = check(
        { databases: [{ ...DB01, name }], alerts: [alert({ database: name }, { title: `${name}|x=1` })] },
        { age: { warning: 1, critical: 2 }, databases: [name, `${name}2`] },
      );
      expect(Object.keys(perfdata(result))).toHaveLength(5);
      // One line, and one for each problem; one bar; nothing that steers a terminal.
      expect(result.text.split("\n")).toHaveLength(1 + 3 + 1);
      expect(result.text.match(/\|/g)).toHaveLength(1);
      expect(result.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    },
  );
});
