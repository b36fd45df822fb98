import { describe, expect, it } from "vitest";
import type { OpenedStore } from "../../src/store/open-store.ts";
import { event, finding, job } from "../report/fixtures/build.ts";
import { alert, message, placed } from "./contents.ts";
import { inStore, stateFolder } from "./stores.ts";

const DAY = 86_400_000;
const BEGIN = Date.UTC(2024, 0, 1);
const MIB = 1024 * 1024;

/** What one day brings: events that are settled a week later, jobs, an alert that comes and goes, messages. */
function day(store: OpenedStore, number: number): void {
  const at = BEGIN + number * DAY;
  const iso = (ms: number): string => new Date(at + ms).toISOString();
  store.transaction(() => {
    store.events.add(
      Array.from({ length: 60 }, (_, index) => ({
        second: at / 1000 + index,
        placed: placed(number * 60 + index),
      })),
    );
    store.machine.putState(at / 1000, { text: "state ".repeat(500) });
    for (const index of [0, 1]) {
      store.machine.putConcluded(at / 1000, { key: `${number}-${index}`, text: "job ".repeat(400) });
      store.machine.putStray(at / 1000, placed(index));
      const id = `${number}-${index}`;
      const evidence = Array.from({ length: 15 }, (_, i) => event(iso(i), "MBX1", i, "ESE", 2001, "frozen"));
      store.verdicts.putJob(job(id, { start: iso(0), end: iso(5_000), events: evidence }), [
        finding(id, "FREEZE_SLOW"),
      ]);
      store.outbox.add("mail", message(id), at);
    }
    for (const { id } of store.outbox.due("mail", at, 10)) {
      if (id % 10 === 0) store.outbox.dead(id, "550");
      else store.outbox.sent(id, at);
    }
    store.alerts.put(alert(`alert ${number}`, { state: "resolved", resolvedAt: at }));
    const settled = at / 1000 - 7 * 86_400;
    store.events.settle(settled);
    store.machine.thin(settled);
    store.machine.forget(settled);
  });
  store.prune(at - 30 * DAY);
}

describe("the size of a store", () => {
  it("stays where it is through a year of which thirty days are kept", () => {
    inStore(stateFolder(), (store) => {
      const sizes: number[] = [];
      for (let number = 0; number < 365; number += 1) {
        day(store, number);
        sizes.push(store.size());
      }
      const early = Math.max(...sizes.slice(31, 120));
      const late = Math.max(...sizes.slice(120));
      expect(late).toBeLessThan(early * 1.1);
      // With its write-ahead log, which goes up to 4 MiB before it is brought in.
      expect(late).toBeLessThan(8 * MIB);
      const newest = BEGIN + 364 * DAY;
      const jobs = store.verdicts.jobs();
      // Of the day thirty days ago as well, since they ended after its midnight.
      expect(jobs).toHaveLength(2 * 31);
      expect(jobs[0]?.job.start).toBe(new Date(newest - 30 * DAY).toISOString());
      expect(store.events.count()).toBe(8 * 60);
      expect(store.alerts.all()).toHaveLength(31);
      expect(store.outbox.counts()).toEqual([{ sink: "mail", pending: 0, sent: 55, dead: 7 }]);
      expect(store.machine.concluded()).toHaveLength(2 * 8);
    });
  });

  it("goes down bit by bit when much was forgotten", () => {
    const folder = stateFolder();
    inStore(folder, (store) => {
      store.transaction(() =>
        store.events.add(
          Array.from({ length: 40_000 }, (_, index) => ({ second: index, placed: placed(index) })),
        ),
      );
      store.prune(0);
      const full = store.size();
      expect(full).toBeGreaterThan(16 * MIB);
      store.events.settle(40_000);
      const sizes = Array.from({ length: 12 }, () => {
        store.prune(0);
        return store.size();
      });
      // Not all at once.
      expect(sizes[0]).toBeGreaterThan(full / 2);
      expect(sizes.at(-1)).toBeLessThan(full / 2);
    });
    expect(inStore(folder, (store) => store.size())).toBeLessThan(MIB);
  });

  it("does not count what is still needed as old", () => {
    inStore(stateFolder(), (store) => {
      const now = BEGIN;
      const old = new Date(now - DAY).toISOString();
      store.verdicts.putJob(job("running", { start: old, end: null, outcome: "running" }), []);
      store.verdicts.putJob(job("undated", { start: null, end: null, outcome: "incomplete" }), []);
      store.verdicts.putJob(job("over", { start: old, end: old }), []);
      store.verdicts.putJob(job("over since", { start: old, end: new Date(now).toISOString() }), []);
      store.alerts.put(alert("open", { openedAt: now - DAY }));
      store.alerts.put(alert("resolved", { state: "resolved", resolvedAt: now - 1 }));
      for (const key of ["pending", "sent", "dead"]) store.outbox.add("mail", message(key), now - DAY);
      store.outbox.sent(2, now - 1);
      store.outbox.dead(3, "550");
      store.events.add([{ second: 5, placed: placed(1) }]);
      expect(store.prune(now)).toBe(4);
      expect(store.verdicts.jobs().map((stored) => stored.job.id)).toEqual([
        "undated",
        "over since",
        "running",
      ]);
      expect(store.alerts.all().map(({ fingerprint }) => fingerprint)).toEqual(["open"]);
      expect(store.outbox.counts()).toEqual([{ sink: "mail", pending: 1, sent: 0, dead: 0 }]);
      expect(store.events.count()).toBe(1);
    });
  });
});
