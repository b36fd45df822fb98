import { describe, expect, it } from "vitest";
import { gone, iso, job, play, Station, trouble } from "./timeline.ts";

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
