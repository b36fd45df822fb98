import { describe, expect, it } from "vitest";
import type { RunRecord } from "../../../src/model/backup/run.ts";
import { record } from "../../backup/verified.ts";
import { finding } from "../../report/fixtures/build.ts";
import { type LiveDesk, liveDesk, timeOf } from "./live-desk.ts";
import { withFolder } from "./replaying.ts";
import { NIGHTS } from "./two-nights.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const { records, first, second, start: START } = NIGHTS;
const firstNight = records.filter((one) => timeOf(one) < second - HOUR);

async function watching(
  use: (desk: LiveDesk, runs: RunRecord[]) => void,
  log: readonly (typeof records)[number][] = records,
): Promise<void> {
  await withFolder(async (folder) => {
    const runs: RunRecord[] = [];
    const desk = liveDesk(folder, log, START, undefined, () => runs);
    try {
      use(desk, runs);
    } finally {
      desk.close();
    }
  });
}

const told = (desk: LiveDesk): readonly string[] =>
  desk.messages().map(({ reason, alerts }) => `${reason} ${alerts.map(({ code }) => code).join(" ")}`);

/** A run of the newest job that is stored, in which a check found damage at some time. */
function damagedRun(desk: LiveDesk, time: number): RunRecord {
  const [newest] = desk.store.verdicts.jobs({ limit: 1 });
  const [name = ""] = newest?.job.databases.map((one) => one.name) ?? [];
  const at = new Date(time).toISOString();
  return record({
    server: newest?.job.servers[0] ?? "",
    databases: [{ name, file: "files/x.edb" }],
    snapshotSet: newest?.job.guid ?? null,
    startedAt: newest?.job.start ?? "",
    endedAt: newest?.job.end ?? "",
    steps: [{ name: "Verified again", start: at, end: at, outcome: "failed", detail: "", transcript: null }],
    findings: [finding("V1", "CHECKSUM_FAILED", { detail: "3 pages damaged", database: "x" })],
  });
}

describe("a watcher beside runs of backup", () => {
  it("tells what a run found within a minute, though no event comes, and once", async () => {
    await watching((desk, runs) => {
      desk.until(first + HOUR);
      expect(told(desk)).toEqual([]);
      runs.push(damagedRun(desk, first + HOUR));
      desk.until(first + HOUR + 2 * MINUTE);
      expect(told(desk)).toEqual(["open CHECKSUM_FAILED"]);
      const [message] = desk.messages();
      expect(message?.job?.steps?.map(({ name }) => name)).toEqual(["Verified again"]);
      desk.until(first + 2 * HOUR);
      expect(told(desk)).toHaveLength(1);
    });
  });

  it("calls it resolved by the next good backup", async () => {
    await watching((desk, runs) => {
      desk.until(first + HOUR);
      runs.push(damagedRun(desk, first + HOUR));
      desk.until(first + HOUR + 2 * MINUTE);
      desk.until(second + 2 * HOUR);
      // What lasts is told again each day.
      const changes = told(desk).filter((text) => !text.startsWith("still"));
      expect(changes).toEqual(["open CHECKSUM_FAILED", "resolved CHECKSUM_FAILED"]);
    });
  });

  it("tells of a backup that is verified again days later, when its job is not judged any more, and keeps it", async () => {
    await watching((desk, runs) => {
      desk.until(first + HOUR);
      const run = damagedRun(desk, first + 5 * DAY);
      desk.until(first + 5 * DAY);
      expect(told(desk)).toEqual([]);
      runs.push(run);
      desk.until(first + 5 * DAY + 2 * MINUTE);
      expect(told(desk)).toEqual(["open CHECKSUM_FAILED"]);
      desk.until(first + 5 * DAY + HOUR);
      expect(told(desk)).toHaveLength(1);
    }, firstNight);
  });

  it("leaves what the events say in the store as it is, and does not tell twice after a restart", async () => {
    await watching((desk, runs) => {
      desk.until(first + HOUR);
      runs.push(damagedRun(desk, first + HOUR));
      desk.until(first + HOUR + 2 * MINUTE);
      const [stored] = desk.store.verdicts.jobs();
      expect([stored?.job.steps, stored?.findings.filter(({ code }) => code === "CHECKSUM_FAILED")]).toEqual([
        undefined,
        [],
      ]);
      desk.restart();
      desk.until(first + 2 * HOUR);
      expect(told(desk)).toEqual(["open CHECKSUM_FAILED"]);
    });
  });

  it("tells of a run that failed before there was anything in a log", async () => {
    await watching((desk, runs) => {
      desk.until(first + HOUR);
      const time = new Date(first + HOUR).toISOString();
      runs.push(
        record({
          snapshotSet: null,
          outcome: "failed",
          startedAt: time,
          endedAt: time,
          reasons: ["There is no room on the target."],
        }),
      );
      desk.until(first + HOUR + 2 * MINUTE);
      expect(told(desk)).toEqual(["open BACKUP_FAILED"]);
      expect(desk.messages()[0]?.alerts[0]?.finding.detail).toBe("There is no room on the target.");
    });
  });
});
