import { describe, expect, it } from "vitest";
import { type Delivery, deliver } from "../../src/alert/outbox.ts";
import type { AlertMessage, Sink, SinkAnswer } from "../../src/model/alert.ts";
import { MemoryOutbox } from "./memory-outbox.ts";
import { alert, message, NOTHING_ATTACHED } from "./message.ts";
import { VirtualClock } from "./virtual-clock.ts";

const START = Date.parse("2026-03-01T00:00:00.000Z");
const HOUR = 3_600_000;
const DOWN: SinkAnswer = { kind: "retry", detail: "connection refused" };
const SENT: SinkAnswer = { kind: "sent", detail: "" };

type Behaviour = (message: AlertMessage, signal: AbortSignal) => SinkAnswer | Promise<SinkAnswer>;

/** A delivery on a virtual clock, with what each sink was asked for as `seconds key`. */
function office(behaviours: Readonly<Record<string, Behaviour>>, random = 0.999_999) {
  const clock = new VirtualClock(START);
  const outbox = new MemoryOutbox();
  const stop = new AbortController();
  const tries: Record<string, string[]> = {};
  const sinks: Sink[] = Object.entries(behaviours).map(([name, behave]) => ({
    name,
    send: async (one, _, signal) => {
      tries[name] = [
        ...(tries[name] ?? []),
        `${Math.round((clock.time - START) / 1000)} ${one.idempotencyKey}`,
      ];
      return behave(one, signal);
    },
  }));
  const { now, sleep } = clock;
  const delivery: Delivery = {
    outbox,
    sinks,
    attach: () => NOTHING_ATTACHED,
    now,
    sleep,
    random: () => random,
  };
  return { clock, outbox, stop, tries, start: () => deliver(delivery, stop.signal) };
}

const about = (key: string, ...fingerprints: string[]): AlertMessage =>
  message({ idempotencyKey: key, alerts: fingerprints.map((fingerprint) => alert({ fingerprint })) });

describe("the delivery", () => {
  it("sends each message to its sink once, oldest first, also what is added later", async () => {
    const { clock, outbox, stop, tries, start } = office({ mail: () => SENT, chat: () => SENT });
    outbox.add("mail", about("a", "x"), START);
    outbox.add("chat", about("b", "x"), START);
    outbox.add("mail", about("c", "y"), START);
    const done = start();
    await clock.runTo(START + 10_000);
    outbox.add("mail", about("d", "x"), clock.time);
    await clock.runTo(START + HOUR);
    stop.abort();
    await done;
    expect(tries).toEqual({ mail: ["0 a", "0 c", "60 d"], chat: ["0 b"] });
    expect(outbox.rows.map((row) => row.state)).toEqual(["sent", "sent", "sent", "sent"]);
  });

  it("waits longer after each try, up to an hour, and gives up after three days", async () => {
    const { clock, outbox, stop, tries, start } = office({ mail: () => DOWN });
    outbox.add("mail", about("a", "x"), START);
    const done = start();
    await clock.runTo(START + 96 * HOUR);
    stop.abort();
    await done;
    const seconds = (tries.mail ?? []).map((line) => Number(line.split(" ")[0]));
    // 10 s doubled each time: 10, 30, 70, ... of which the random number leaves all but a millionth.
    expect(seconds.slice(0, 10)).toEqual([0, 10, 30, 70, 150, 310, 630, 1270, 2550, 5110]);
    expect(seconds.slice(10, 12)).toEqual([8710, 12_310]);
    expect(outbox.rows[0]).toMatchObject({
      state: "dead",
      lastError: expect.stringMatching(/^given up after \d+ tries: connection refused$/),
    });
    const last = seconds.at(-1) ?? 0;
    expect(last).toBeGreaterThan(72 * 3600);
    expect(last).toBeLessThan(74 * 3600);
  });

  it("tries some times even what waited longer than that while nothing ran", async () => {
    const { clock, outbox, stop, start, tries } = office({
      mail: () => ((tries.mail?.length ?? 0) < 3 ? DOWN : SENT),
    });
    outbox.add("mail", about("a", "x"), START - 120 * HOUR);
    const done = start();
    await clock.runTo(START + HOUR);
    stop.abort();
    await done;
    expect(outbox.rows[0]?.state).toBe("sent");
  });

  it("holds all messages of a sink back for as long as it asks, within bounds, and those of no other", async () => {
    let asked = 0;
    const busy: SinkAnswer = { kind: "retry", detail: "429", afterSeconds: 1800 };
    const { clock, outbox, stop, tries, start } = office({
      mail: () => (asked++ === 0 ? busy : asked === 2 ? { ...busy, afterSeconds: 9e9 } : SENT),
      chat: () => SENT,
    });
    outbox.add("mail", about("a", "x"), START);
    outbox.add("mail", about("b", "y"), START);
    outbox.add("chat", about("c", "x"), START);
    const done = start();
    await clock.runTo(START + 12 * HOUR);
    stop.abort();
    await done;
    // Half an hour as asked, then six hours at the most.
    expect(tries).toEqual({ mail: ["0 a", "1800 a", "23400 a", "23400 b"], chat: ["0 c"] });
  });

  it("keeps the messages about one trouble in order while others pass by", async () => {
    const { clock, outbox, stop, tries, start } = office({
      mail: ({ idempotencyKey }) => (idempotencyKey === "open" && clock.time < START + 60_000 ? DOWN : SENT),
    });
    outbox.add("mail", about("open", "x", "y"), START);
    outbox.add("mail", about("still", "y", "z"), START);
    outbox.add("mail", about("other", "o"), START);
    outbox.add("mail", about("resolved", "z"), START);
    const done = start();
    await clock.runTo(START + HOUR);
    stop.abort();
    await done;
    const keys = (tries.mail ?? []).map((line) => line.split(" ")[1]);
    expect(keys).toEqual(["open", "other", "open", "open", "open", "still", "resolved"]);
  });

  it("does not try again what can never work, and goes on behind it", async () => {
    const { clock, outbox, stop, tries, start } = office({
      mail: ({ idempotencyKey }) => (idempotencyKey === "a" ? { kind: "permanent", detail: "401" } : SENT),
    });
    outbox.add("mail", about("a", "x"), START);
    outbox.add("mail", about("b", "x"), START);
    const done = start();
    await clock.runTo(START + HOUR);
    stop.abort();
    await done;
    expect(tries.mail).toEqual(["0 a", "0 b"]);
    expect(outbox.deadLetters(9)).toMatchObject([{ message: { idempotencyKey: "a" }, lastError: "401" }]);
  });

  it("is not held up by a sink that never answers, and ends when told to", async () => {
    const { clock, outbox, stop, start } = office({
      hung: (_, signal) =>
        new Promise((resolve) =>
          signal.addEventListener("abort", () => resolve({ ...DOWN, detail: "stopped" })),
        ),
      mail: () => SENT,
    });
    for (const sink of ["hung", "mail"]) outbox.add(sink, about("a", "x"), START);
    const done = start();
    await clock.runTo(START + HOUR);
    expect(outbox.rows.map((row) => row.state)).toEqual(["pending", "sent"]);
    stop.abort();
    await done;
    // It was cut off, and did not fail: the next start tries it at once.
    expect(outbox.rows[0]).toMatchObject({ state: "pending", attempts: 0, nextAttemptAt: START });
  });

  it("keeps a message whose sink has a fault", async () => {
    const { clock, outbox, stop, tries, start } = office({
      mail: () => {
        if ((tries.mail?.length ?? 0) === 1) throw new TypeError("https://secret.example.com/token");
        return SENT;
      },
    });
    outbox.add("mail", about("a", "x"), START);
    const done = start();
    await clock.runTo(START + 5_000);
    expect(outbox.rows[0]).toMatchObject({ lastError: "internal error of the sink: TypeError" });
    await clock.runTo(START + HOUR);
    stop.abort();
    await done;
    expect(outbox.rows[0]?.state).toBe("sent");
  });

  it("says of messages for a sink that is no more that they are dead", async () => {
    const { clock, outbox, stop, start } = office({ mail: () => SENT });
    outbox.add("chat", about("a", "x"), START);
    const done = start();
    await clock.runTo(START + 1000);
    stop.abort();
    await done;
    expect(outbox.rows[0]).toMatchObject({
      state: "dead",
      lastError: 'the configuration has no sink "chat" any more',
    });
  });

  it("fails as a whole when the outbox does", async () => {
    const { outbox, start } = office({ mail: () => SENT, chat: () => SENT });
    outbox.add("mail", about("a", "x"), START);
    outbox.sent = () => {
      throw new Error("disk full");
    };
    await expect(start()).rejects.toThrow("disk full");
  });
});
