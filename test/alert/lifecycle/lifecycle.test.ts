import { describe, expect, it } from "vitest";
import { iso, job, play, Station, when } from "./timeline.ts";

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
