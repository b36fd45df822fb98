import { describe, expect, it } from "vitest";
import type { EventRecord } from "../../../parsers/record.ts";
import { type LiveDesk, liveDesk, timeOf } from "./live-desk.ts";
import { withFolder } from "./replaying.ts";
import { NIGHTS } from "./two-nights.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const { records, first: frozen, second: frozenAgain, start: START } = NIGHTS;

/** The first night's snapshot is never thawed and its job says nothing more; the second night is good. */
function neverThawed(): readonly EventRecord[] {
  return records
    .filter((record) => timeOf(record) <= frozen + 1 || timeOf(record) > frozen + 12 * HOUR)
    .map((record, index) => ({ ...record, recordId: index + 1 }));
}

async function watching(log: readonly EventRecord[], use: (desk: LiveDesk) => void): Promise<void> {
  await withFolder(async (folder) => {
    const desk = liveDesk(folder, log, START);
    try {
      use(desk);
    } finally {
      desk.close();
    }
  });
}

const told = (desk: LiveDesk): readonly string[] =>
  desk.messages().map(({ reason, alerts }) => `${reason} ${alerts.map(({ code }) => code).join(" ")}`);

describe("a watcher whose clock goes on", () => {
  it("tells of a freeze while it lasts, when its limits pass, and not before", async () => {
    await watching(neverThawed(), (desk) => {
      desk.until(frozen + 9 * SECOND);
      expect(told(desk)).toEqual([]);
      desk.until(frozen + 59 * SECOND);
      expect(told(desk).filter((text) => text.includes("FREEZE_TIMEOUT"))).toEqual([]);
      desk.until(frozen + 63 * SECOND);
      expect(told(desk).filter((text) => text.includes("FREEZE_TIMEOUT"))).toHaveLength(1);
      expect(desk.messages().at(-1)?.severity).toBe("failure");
    });
  });

  it("says nothing of a good job, and calls the trouble of the night before resolved by it", async () => {
    await watching(neverThawed(), (desk) => {
      desk.until(frozen + 63 * SECOND);
      const before = told(desk).length;
      desk.until(frozenAgain - MINUTE);
      desk.until(frozenAgain + 2 * HOUR);
      const resolved = desk.messages().filter(({ reason }) => reason === "resolved");
      expect(before).toBeGreaterThan(0);
      expect(resolved.flatMap(({ alerts }) => alerts.map(({ code }) => code))).toContain("FREEZE_TIMEOUT");
      expect(desk.alerts().filter(({ state }) => state === "open")).toEqual([]);
    });
  });

  it("stays quiet over two good nights", async () => {
    await watching(records, (desk) => {
      desk.until(frozenAgain + 2 * HOUR);
      expect(told(desk)).toEqual([]);
      expect(desk.store.verdicts.jobs().map(({ job }) => job.outcome)).toEqual(["succeeded", "succeeded"]);
    });
  });

  it("tells once of a freeze, however often it is killed meanwhile", async () => {
    await watching(neverThawed(), (desk) => {
      for (let second = -5; second < 90; second += 7) {
        desk.until(frozen + second * SECOND);
        desk.restart();
      }
      expect(told(desk).filter((text) => text.includes("open FREEZE_TIMEOUT"))).toHaveLength(1);
    });
  });

  it("tells of a freeze also when its own clock was set back before", async () => {
    await watching(neverThawed(), (desk) => {
      desk.until(frozen - MINUTE);
      desk.setBack(2 * HOUR);
      desk.until(frozen + 63 * SECOND);
      expect(told(desk).filter((text) => text.includes("open FREEZE_TIMEOUT"))).toHaveLength(1);
      const { at } = desk.store.notes.get("alive") as { readonly at: number };
      expect(at).toBeLessThanOrEqual(frozen + 63 * SECOND - 2 * HOUR);
    });
  });

  it("says that it is blind when its source is silent, and that it sees again", async () => {
    await watching(records, (desk) => {
      desk.until(START + MINUTE);
      desk.silentUntil(START + 5 * MINUTE);
      expect(told(desk)).toEqual([]);
      desk.silentUntil(START + 7 * MINUTE);
      expect(told(desk)).toEqual(["open WATCHER_BLIND"]);
      desk.until(START + 8 * MINUTE);
      expect(told(desk)).toEqual(["open WATCHER_BLIND", "resolved WATCHER_BLIND"]);
    });
  });
});
