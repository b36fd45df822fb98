import { describe, expect, it } from "vitest";
import { job, play, Station } from "./timeline.ts";

describe("a failure of a whole job, which names no database", () => {
  const aborted = [{ code: "JOB_ABORTED", database: null }] as const;

  it("is over for a database when that one is backed up, and not with the good job of another", () => {
    const sent = play(
      new Station(),
      [
        ["1h", job("a", "0s", ["DB01", "DB02"], aborted)],
        ["1d", job("b", "23h", ["DB01"])],
        ["2d", job("c", "47h", ["DB02"])],
      ],
      "3d",
    );
    expect(sent).toEqual([
      "1h30s mail open JOB_ABORTED/mbx1/db01 JOB_ABORTED/mbx1/db02",
      "1d mail resolved JOB_ABORTED/mbx1/db01",
      "2d mail resolved JOB_ABORTED/mbx1/db02",
    ]);
  });

  it("is told of another database of the server while that of the first is open", () => {
    const sent = play(
      new Station(),
      [
        ["1h", job("a", "0s", ["DB01"], aborted)],
        ["2h", job("b", "1h", ["DB02"], aborted)],
      ],
      "1d",
    );
    expect(sent).toEqual(["1h30s mail open JOB_ABORTED/mbx1/db01", "2h30s mail open JOB_ABORTED/mbx1/db02"]);
  });

  it("is one of the server as a warning", () => {
    const slow = [{ code: "VSS_ERROR", database: null, severity: "warning" }] as const;
    const sent = play(new Station(), [["1h", job("b", "0s", ["DB02"], slow)]], "1d");
    expect(sent).toEqual(["1h30s mail open VSS_ERROR/mbx1/"]);
  });
});
