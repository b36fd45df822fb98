import { describe, expect, it } from "vitest";
import { alert, message } from "./contents.ts";
import { inStore, stateFolder } from "./stores.ts";

describe("the alerts", () => {
  it("are kept by fingerprint", () => {
    const folder = stateFolder();
    inStore(folder, ({ alerts }) => {
      expect(alerts.all()).toEqual([]);
      alerts.put(alert("b"));
      alerts.put(alert("a"));
      alerts.put(alert("b", { state: "resolved", resolvedAt: 1_772_395_200_000.25, notified: { mail: 5 } }));
      alerts.put(alert("c"));
      alerts.remove("c");
    });
    expect(inStore(folder, ({ alerts }) => alerts.all(), "read")).toEqual([
      alert("a"),
      alert("b", { state: "resolved", resolvedAt: 1_772_395_200_000.25, notified: { mail: 5 } }),
    ]);
  });
});

describe("the outbox", () => {
  it("takes a message for each sink once", () => {
    inStore(stateFolder(), ({ outbox }) => {
      outbox.add("mail", message("k1"), 100);
      outbox.add("teams", message("k1"), 100);
      outbox.add("mail", message("k1"), 200);
      expect(outbox.due("mail", 200, 10)).toEqual([
        {
          id: 1,
          sink: "mail",
          message: message("k1"),
          state: "pending",
          createdAt: 100,
          attempts: 0,
          nextAttemptAt: 100,
          lastError: null,
        },
      ]);
      expect(outbox.due("teams", 200, 10)).toHaveLength(1);
      // Nor again when it was sent.
      outbox.sent(1, 300);
      outbox.add("mail", message("k1"), 400);
      expect(outbox.due("mail", 500, 10)).toEqual([]);
      expect(outbox.counts()).toEqual([
        { sink: "mail", pending: 0, sent: 1, dead: 0 },
        { sink: "teams", pending: 1, sent: 0, dead: 0 },
      ]);
    });
  });

  it("gives what is due, oldest first, each sink by itself, and says when the next is", () => {
    inStore(stateFolder(), ({ outbox }) => {
      expect(outbox.nextDue("mail")).toBeNull();
      for (const key of ["a", "b", "c"]) outbox.add("mail", message(key), 100);
      outbox.add("slow", message("a"), 100);
      const keys = (sink: string, now: number, limit = 10): string[] =>
        outbox.due(sink, now, limit).map((entry) => entry.message.idempotencyKey);
      expect(keys("mail", 99)).toEqual([]);
      expect(keys("mail", 100)).toEqual(["a", "b", "c"]);
      expect(keys("mail", 100, 2)).toEqual(["a", "b"]);
      outbox.failed(1, "ECONNREFUSED \u0000 10.0.0.1", 500.5);
      expect(keys("mail", 100)).toEqual(["b", "c"]);
      expect(outbox.nextDue("mail")).toBe(100);
      outbox.sent(2, 110);
      outbox.sent(3, 110);
      expect(outbox.nextDue("mail")).toBe(500.5);
      expect(outbox.due("mail", 501, 10)).toMatchObject([
        { id: 1, attempts: 1, lastError: "ECONNREFUSED \u0000 10.0.0.1", nextAttemptAt: 500.5 },
      ]);
      expect(keys("slow", 100)).toEqual(["a"]);
    });
  });

  it("keeps dead letters with what killed them, newest first", () => {
    const folder = stateFolder();
    inStore(folder, ({ outbox }) => {
      for (const key of ["a", "b", "c"]) outbox.add("mail", message(key), 100);
      outbox.dead(1, "550 no such user");
      outbox.dead(3, "HTTP 401");
    });
    inStore(folder, ({ outbox }) => {
      expect(outbox.deadLetters(10)).toMatchObject([
        { id: 3, state: "dead", lastError: "HTTP 401", attempts: 1, message: message("c") },
        { id: 1, state: "dead", lastError: "550 no such user", message: message("a") },
      ]);
      expect(outbox.deadLetters(1)).toHaveLength(1);
      expect(outbox.nextDue("mail")).toBe(100);
      expect(outbox.counts()).toEqual([{ sink: "mail", pending: 1, sent: 0, dead: 2 }]);
      // What is dead stays so.
      outbox.failed(1, "late answer", 200);
      outbox.sent(1, 200);
      expect(outbox.due("mail", 1_000, 10).map(({ id }) => id)).toEqual([2]);
      expect(outbox.counts()).toEqual([{ sink: "mail", pending: 1, sent: 0, dead: 2 }]);
    });
  });

  it("holds against a sink what it refused lately, until it takes something again", () => {
    inStore(stateFolder(), ({ outbox }) => {
      for (const key of ["a", "b", "c"]) outbox.add("mail", message(key), 100);
      for (const key of ["a", "b"]) outbox.add("pager", message(key), 200);
      for (const id of [1, 2, 5]) outbox.dead(id, "HTTP 401");
      expect(outbox.failing(0)).toEqual([
        { sink: "mail", count: 2 },
        { sink: "pager", count: 1 },
      ]);
      expect(outbox.failing(101)).toEqual([{ sink: "pager", count: 1 }]);
      outbox.sent(3, 300);
      expect(outbox.failing(0)).toEqual([{ sink: "pager", count: 1 }]);
    });
  });
});
