import { describe, expect, it } from "vitest";
import { gone, iso, job, play, Station, sink, trouble, when } from "./timeline.ts";

const FROZEN = "FREEZE_TIMEOUT/mbx1/db01";

describe("an alert", () => {
  it("is opened by a failed job, told again each day, and resolved by the next good job", () => {
    const sent = play(
      new Station({ repeatSeconds: 86_400 }),
      [
        ["10m", job("a", "0s", ["DB01"], ["FREEZE_TIMEOUT"])],
        ["2d1h", job("b", "2d", ["DB01"])],
      ],
      "9d",
    );
    expect(sent).toEqual([
      `10m30s mail open ${FROZEN}`,
      `1d10m30s mail still ${FROZEN}`,
      `2d10m30s mail still ${FROZEN}`,
      `2d1h mail resolved ${FROZEN}`,
    ]);
  });

  it("is one for all nights that show it, whatever the spelling of names", () => {
    const station = new Station();
    play(
      station,
      [
        ["10m", job("a", "0s", ["DB01"], ["FREEZE_TIMEOUT"])],
        ["1d10m", job("b", "1d", ["db01"], ["FREEZE_TIMEOUT"], { on: "mbx1" })],
      ],
      "2d",
    );
    expect(station.sent).toHaveLength(1);
    expect([...station.alerts.values()]).toMatchObject([
      { fingerprint: FROZEN, state: "open", count: 2, job: "b", openedAt: when("10m") },
    ]);
  });

  it("comes in one message with what else its job shows, within half a minute", () => {
    const station = new Station();
    const sent = play(
      station,
      [
        ["10s", job("a", "0s", ["DB02", "DB01"], ["FREEZE_TIMEOUT"], { outcome: "running" })],
        ["30s", job("a", "0s", ["DB02", "DB01"], ["FREEZE_TIMEOUT", "JOB_ABORTED"])],
        ["10m", job("a", "0s", ["DB02", "DB01"], ["FREEZE_TIMEOUT", "JOB_ABORTED", "TRUNCATION_MISSING"])],
      ],
      "1h",
    );
    expect(sent).toEqual([
      `40s mail open FREEZE_TIMEOUT/mbx1/db01 FREEZE_TIMEOUT/mbx1/db02 JOB_ABORTED/mbx1/db01 JOB_ABORTED/mbx1/db02`,
      "10m30s mail open TRUNCATION_MISSING/mbx1/db01 TRUNCATION_MISSING/mbx1/db02",
    ]);
    expect(station.sent[0]?.message).toMatchObject({
      schema: "thawline.alert/1",
      title: "DB01 on MBX1: FREEZE_TIMEOUT title, and 3 more",
      severity: "failure",
      at: iso("40s"),
      job: { id: "a" },
      tool: { name: "thawline", version: "0.1.0" },
    });
  });

  it("is another for another copy, and a good job of that copy does not resolve it", () => {
    const sent = play(
      new Station(),
      [
        ["10m", job("a", "0s", ["DB01"], ["BACKUP_FAILED"], { on: "MBX2" })],
        ["1d", job("b", "23h", ["DB01"], [], { on: "MBX1" })],
        ["2d", job("c", "47h", ["DB01"], [], { on: "MBX2" })],
      ],
      "3d",
    );
    expect(sent).toEqual([
      "10m30s mail open BACKUP_FAILED/mbx2/db01",
      "2d mail resolved BACKUP_FAILED/mbx2/db01",
    ]);
  });

  it("is not resolved by a good job that began before, nor by one that shows the same", () => {
    const slow = { code: "FREEZE_SLOW", severity: "warning" } as const;
    const sent = play(
      new Station(),
      [
        ["1h", job("a", "0s", ["DB01"], [slow])],
        ["2h", job("b", "-2h", ["DB01"])],
        ["1d", job("c", "23h", ["DB01"], [slow])],
        ["2d", job("d", "47h", ["DB01"])],
      ],
      "3d",
    );
    expect(sent).toEqual(["1h30s mail open FREEZE_SLOW/mbx1/db01", "2d mail resolved FREEZE_SLOW/mbx1/db01"]);
  });

  it("is told as worse when its severity rises, and once only", () => {
    const sent = play(
      new Station(),
      [
        ["1h", job("a", "0s", ["DB01"], [{ code: "FREEZE_SLOW", severity: "warning" }])],
        ["1d", job("b", "23h", ["DB01"], ["FREEZE_SLOW"], { outcome: "succeeded" })],
        ["2d", job("c", "47h", ["DB01"], [{ code: "FREEZE_SLOW", severity: "warning" }])],
        ["3d", job("d", "71h", ["DB01"], ["FREEZE_SLOW"], { outcome: "succeeded" })],
      ],
      "4d",
    );
    expect(sent).toEqual(["1h30s mail open FREEZE_SLOW/mbx1/db01", "1d mail worse FREEZE_SLOW/mbx1/db01"]);
  });

  it("is withdrawn when its job, judged anew, does not show it any more", () => {
    const sent = play(
      new Station(),
      [
        ["1h", job("a", "0s", ["DB01"], ["TRUNCATION_MISSING"], { outcome: "succeeded" })],
        ["2h", job("a", "0s", ["DB01"])],
      ],
      "1d",
    );
    expect(sent).toEqual([
      "1h30s mail open TRUNCATION_MISSING/mbx1/db01",
      "2h mail resolved TRUNCATION_MISSING/mbx1/db01",
    ]);
  });

  it("of truncation is not resolved by a job whose truncation still waits", () => {
    const waiting = {
      state: "requested",
      firstLog: null,
      lastLog: null,
      copies: [],
      deadline: iso("36h"),
    } as const;
    const sent = play(
      new Station(),
      [
        ["1h", job("a", "0s", ["DB01"], ["TRUNCATION_MISSING"], { outcome: "succeeded" })],
        ["25h", job("b", "24h", ["DB01"], [], { truncation: waiting })],
        ["30h", job("b", "24h", ["DB01"], [], { truncation: { ...waiting, state: "deleted" } })],
      ],
      "2d",
    );
    expect(sent).toEqual([
      "1h30s mail open TRUNCATION_MISSING/mbx1/db01",
      "1d6h mail resolved TRUNCATION_MISSING/mbx1/db01",
    ]);
  });

  it("is not made of truncation that waits, even where the settings call that a warning, nor of notes", () => {
    const truncation = {
      state: "unproven",
      firstLog: null,
      lastLog: null,
      copies: [],
      deadline: iso("1d"),
    } as const;
    const codes = [
      { code: "TRUNCATION_UNPROVEN", severity: "warning" },
      { code: "NOT_TRUNCATED_BY_DESIGN", severity: "info" },
    ] as const;
    const options = { truncation, outcome: "succeeded" } as const;
    const sent = play(
      new Station(),
      [
        ["1h", job("a", "0s", ["DB01"], codes, options)],
        ["25h", job("a", "0s", ["DB01"], codes, options)],
      ],
      "2d",
    );
    expect(sent).toEqual(["1d1h30s mail open TRUNCATION_UNPROVEN/mbx1/db01"]);
  });

  it("stays open while its job is not among those looked at and no good one came", () => {
    const station = new Station();
    play(station, [["10m", job("a", "0s", ["DB01"], ["BACKUP_FAILED"])]], "1h");
    const later = { jobs: [], findings: [] };
    station.step(later, when("400d"));
    expect(station.alerts.get("BACKUP_FAILED/mbx1/db01")?.state).toBe("open");
    station.step(job("b", "400d", ["DB01"])(later), when("401d"));
    expect(station.sent.at(-1)?.message).toMatchObject({ reason: "resolved", job: { id: "b" } });
  });
});

describe("a trouble of no job", () => {
  it("that is a state is resolved when it is gone", () => {
    const sent = play(
      new Station({ repeatSeconds: 86_400 }),
      [
        ["1h", trouble("BACKUP_OVERDUE", { server: "MBX1", database: "DB01" })],
        ["1d2h", gone("BACKUP_OVERDUE")],
      ],
      "3d",
    );
    expect(sent).toEqual([
      "1h30s mail open BACKUP_OVERDUE/mbx1/db01",
      "1d1h30s mail still BACKUP_OVERDUE/mbx1/db01",
      "1d2h mail resolved BACKUP_OVERDUE/mbx1/db01",
    ]);
  });

  it("that was gone before anybody was told is not told", () => {
    const sent = play(
      new Station(),
      [
        ["0s", trouble("WATCHER_BLIND", { server: "MBX1" })],
        ["20s", gone("WATCHER_BLIND")],
      ],
      "1d",
    );
    expect(sent).toEqual([]);
  });

  it("that is past is closed after a day, and opened again by what comes later only", () => {
    const station = new Station();
    const lost = trouble("EVENTS_LOST", { server: "MBX1", severity: "warning" });
    const gapAt = (...times: string[]) => ({
      coverage: times.map((to) => ({
        ...{
          server: "mbx1.example.com",
          channel: "Application",
          first: iso("-9d"),
          last: iso("9d"),
          records: 9,
        },
        gaps: [{ afterRecord: 1, beforeRecord: 9, missing: 7, from: iso("-1h"), to: iso(to) }],
      })),
    });
    const sent = play(
      station,
      [
        ["1h", lost, (world) => ({ ...world, ...gapAt("30m") })],
        ["3d", (world) => ({ ...world, ...gapAt("30m", "3d") })],
      ],
      "9d",
    );
    expect(sent).toEqual([
      "1h30s mail open EVENTS_LOST/mbx1/",
      "1d1h mail resolved EVENTS_LOST/mbx1/",
      "3d30s mail open EVENTS_LOST/mbx1/",
      "4d mail resolved EVENTS_LOST/mbx1/",
    ]);
    expect(station.sent[1]?.message.title).toBe("Closed: MBX1: EVENTS_LOST title");
  });
});

describe("the first start", () => {
  it("records what was before and tells nothing of it, until it happens again", () => {
    const station = new Station({ repeatSeconds: 86_400 }, "0s");
    const sent = play(
      station,
      [
        ["1m", job("old", "-3h", ["DB01", "DB02"], ["BACKUP_FAILED"])],
        ["1d", job("good", "23h", ["DB02"])],
        ["2d", job("new", "47h", ["DB01"], ["BACKUP_FAILED"])],
      ],
      "2d1h",
    );
    expect(sent).toEqual(["2d mail open BACKUP_FAILED/mbx1/db01"]);
    expect(station.alerts.get("BACKUP_FAILED/mbx1/db01")?.count).toBe(2);
  });

  it("tells of a backup that is overdue, however old the jobs that show it", () => {
    const evidence = [
      {
        server: "MBX1",
        channel: "Application",
        recordId: 1,
        provider: "ESE",
        eventId: 2006,
        time: iso("-9d"),
      },
    ].map((event) => ({ ...event, level: "information", text: "", origin: "" }));
    const sent = play(
      new Station({}, "0s"),
      [["1m", trouble("BACKUP_OVERDUE", { server: "MBX1", database: "DB01", evidence })]],
      "1d",
    );
    expect(sent).toEqual(["1m30s mail open BACKUP_OVERDUE/mbx1/db01"]);
  });
});

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
