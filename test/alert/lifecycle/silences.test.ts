import { describe, expect, it } from "vitest";
import { job, play, Station, sink, when } from "./timeline.ts";

describe("thresholds and silences", () => {
  it("keep milder troubles from a sink, and tell it of one that gets worse as a new one", () => {
    const sent = play(
      new Station({ sinks: [sink("mail"), sink("pager", "failure")] }),
      [
        ["1h", job("a", "0s", ["DB01"], [{ code: "FREEZE_SLOW", severity: "warning" }])],
        ["1d", job("b", "23h", ["DB01"], ["FREEZE_SLOW"], { outcome: "succeeded" })],
        ["2d", job("c", "47h", ["DB01"])],
      ],
      "3d",
    );
    expect(sent).toEqual([
      "1h30s mail open FREEZE_SLOW/mbx1/db01",
      "1d mail worse FREEZE_SLOW/mbx1/db01",
      "1d pager open FREEZE_SLOW/mbx1/db01",
      "2d mail resolved FREEZE_SLOW/mbx1/db01",
      "2d pager resolved FREEZE_SLOW/mbx1/db01",
    ]);
  });

  it.each([
    [{ code: "BACKUP_FAILED" }, ["FREEZE_TIMEOUT/mbx1/db01", "FREEZE_TIMEOUT/mbx1/lab7"]],
    [{ database: "LAB?" }, ["BACKUP_FAILED/mbx1/db01", "FREEZE_TIMEOUT/mbx1/db01"]],
    [
      { server: "mbx*", database: "db01", code: "FREEZE_TIMEOUT" },
      ["BACKUP_FAILED/mbx1/db01", "BACKUP_FAILED/mbx1/lab7", "FREEZE_TIMEOUT/mbx1/lab7"],
    ],
    [{ server: "MBX1.EXAMPLE.com" }, []],
    [
      { server: "MBX2" },
      [
        "BACKUP_FAILED/mbx1/db01",
        "BACKUP_FAILED/mbx1/lab7",
        "FREEZE_TIMEOUT/mbx1/db01",
        "FREEZE_TIMEOUT/mbx1/lab7",
      ],
    ],
  ] as const)("hold back what fits %j", (silence, rest) => {
    const station = new Station({ silences: [silence] });
    play(station, [["10m", job("a", "0s", ["DB01", "LAB7"], ["BACKUP_FAILED", "FREEZE_TIMEOUT"])]], "1d");
    const told = station.sent.flatMap(({ message }) => message.alerts.map((alert) => alert.fingerprint));
    expect(told.toSorted()).toEqual(rest);
  });

  it("end with their time: what is still open then is told, what was told before gets its end at once", () => {
    const sent = play(
      new Station({ silences: [{ database: "DB02", until: when("8h") }] }),
      [
        ["10m", job("a", "0s", ["DB01", "DB02"], ["BACKUP_FAILED"])],
        ["1d", job("b", "23h", ["DB01", "DB02"])],
      ],
      "2d",
    );
    expect(sent).toEqual([
      "10m30s mail open BACKUP_FAILED/mbx1/db01",
      "8h mail open BACKUP_FAILED/mbx1/db02",
      "1d mail resolved BACKUP_FAILED/mbx1/db01 BACKUP_FAILED/mbx1/db02",
    ]);
  });

  it("do not hold back the end of what was told before they began", () => {
    const station = new Station();
    const failed = job("a", "0s", ["DB01"], ["BACKUP_FAILED"]);
    play(station, [["10m", failed]], "1h");
    const silent = new Station({ silences: [{}] });
    silent.alerts = station.alerts;
    silent.step(job("b", "2h", ["DB01"])(failed({ jobs: [], findings: [] })), when("3h"));
    expect(silent.sent.map(({ message }) => message.reason)).toEqual(["resolved"]);
  });
});
