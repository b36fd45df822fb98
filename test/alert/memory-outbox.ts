import type { AlertMessage, OutboxEntry } from "../../src/model/alert.ts";
import type { Outbox } from "../../src/model/store.ts";

/** An outbox in memory that keeps all it ever held. */
export class MemoryOutbox implements Outbox {
  readonly rows: OutboxEntry[] = [];

  add(sink: string, message: AlertMessage, now: number): void {
    const key = message.idempotencyKey;
    if (this.rows.some((row) => row.sink === sink && row.message.idempotencyKey === key)) return;
    const fresh = {
      state: "pending",
      createdAt: now,
      attempts: 0,
      nextAttemptAt: now,
      lastError: null,
    } as const;
    this.rows.push({ id: this.rows.length + 1, sink, message, ...fresh });
  }

  due(sink: string, now: number, limit: number): readonly OutboxEntry[] {
    return this.pending(sink)
      .filter((row) => row.nextAttemptAt <= now)
      .slice(0, limit);
  }

  nextDue(sink: string): number | null {
    const times = this.pending(sink).map((row) => row.nextAttemptAt);
    return times.length === 0 ? null : Math.min(...times);
  }

  sent(id: number): void {
    this.change(id, { state: "sent", lastError: null });
  }

  failed(id: number, lastError: string, nextAttemptAt: number): void {
    this.change(id, { lastError, nextAttemptAt });
  }

  dead(id: number, lastError: string): void {
    this.change(id, { state: "dead", lastError });
  }

  deadLetters(limit: number): readonly OutboxEntry[] {
    return this.rows.filter((row) => row.state === "dead").slice(-limit);
  }

  failing(since: number): ReturnType<Outbox["failing"]> {
    const sinks = [...new Set(this.rows.map((row) => row.sink))];
    return sinks.flatMap((sink) => {
      const own = this.rows.filter((row) => row.sink === sink);
      const taken = own.findLast((row) => row.state === "sent")?.id ?? 0;
      const dead = own.filter((row) => row.state === "dead" && row.id > taken && row.createdAt >= since);
      return dead.length === 0 ? [] : [{ sink, count: dead.length }];
    });
  }

  counts(): ReturnType<Outbox["counts"]> {
    const count = (sink: string, state: OutboxEntry["state"]): number =>
      this.rows.filter((row) => row.sink === sink && row.state === state).length;
    return [...new Set(this.rows.map((row) => row.sink))].map((sink) => ({
      ...{ sink, pending: count(sink, "pending"), sent: count(sink, "sent"), dead: count(sink, "dead") },
    }));
  }

  private pending(sink: string): readonly OutboxEntry[] {
    return this.rows.filter((row) => row.sink === sink && row.state === "pending");
  }

  private change(id: number, more: Partial<OutboxEntry>): void {
    const row = this.rows[id - 1];
    if (row === undefined) throw new Error(`no row ${id}`);
    this.rows[id - 1] = { ...row, ...more, attempts: row.attempts + 1 };
  }
}
