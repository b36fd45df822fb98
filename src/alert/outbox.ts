import type { AlertAttachments, AlertMessage, OutboxEntry, Sink, SinkAnswer } from "../model/alert.ts";
import type { Outbox } from "../model/store.ts";
import { backoffMs } from "./backoff.ts";
import { guarded } from "./guarded.ts";

/** What is tried in vain for longer, and at least so often, is given up. */
const MOST_AGE_MS = 3 * 24 * 3_600_000;
const LEAST_TRIES = 5;

/** So many waiting messages of a sink are looked at, oldest first; those behind them have to wait anyway. */
const WINDOW = 200;

export interface Delivery {
  readonly outbox: Outbox;
  readonly sinks: readonly Sink[];
  attach(message: AlertMessage): AlertAttachments;
  /** Ms since 1970. */
  now(): number;
  /** From 0 up to but not 1. */
  random(): number;
  /**
   * Resolves after so many ms, earlier when the signal says so or when something was added to the outbox; never rejects.
   */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** What became of each try. */
  said?(entry: OutboxEntry, answer: SinkAnswer): void;
}

/** How long a lane sleeps when nothing is pending: it also finds what was added without a word. */
const IDLE_MS = 60_000;

/**
 * Brings what is in the outbox to the sinks, at least once, until the signal says stop. Each sink has a lane of its own,
 * so that a slow one holds back no other. Rejects when the outbox fails; the other lanes are then stopped.
 */
export async function deliver(delivery: Delivery, signal: AbortSignal): Promise<void> {
  buryOrphans(delivery);
  const fault = new AbortController();
  const stop = AbortSignal.any([signal, fault.signal]);
  const lanes = delivery.sinks.map((sink) =>
    runLane(sink, delivery, stop).catch((error: unknown) => {
      fault.abort();
      throw error;
    }),
  );
  for (const lane of await Promise.allSettled(lanes)) if (lane.status === "rejected") throw lane.reason;
}

/** Messages for a sink that the configuration no longer has would wait for ever, and nobody would know. */
function buryOrphans({ outbox, sinks }: Delivery): void {
  const names = new Set(sinks.map((sink) => sink.name));
  for (const { sink, pending } of outbox.counts()) {
    if (pending === 0 || names.has(sink)) continue;
    for (const { id } of outbox.due(sink, Number.MAX_SAFE_INTEGER, pending)) {
      outbox.dead(id, `the configuration has no sink "${sink}" any more`);
    }
  }
}

async function runLane(sink: Sink, delivery: Delivery, signal: AbortSignal): Promise<void> {
  let holdUntil = 0;
  while (!signal.aborted) {
    let next: number | null = holdUntil;
    if (holdUntil <= delivery.now()) ({ next, holdUntil } = await passOnce(sink, delivery, signal));
    const wait = next === null ? IDLE_MS : Math.min(next - delivery.now(), IDLE_MS);
    if (!signal.aborted && wait > 0) await delivery.sleep(wait, signal);
  }
}

interface Passed {
  /** When the next one is due, in ms since 1970; null when none is pending. */
  readonly next: number | null;
  /** The receiver asked for patience until then; 0 when it did not. */
  readonly holdUntil: number;
}

/**
 * One try of each message that is due, oldest first. A message about a trouble waits for an earlier one about the same,
 * so that nobody hears of an end before the beginning.
 */
async function passOnce(sink: Sink, delivery: Delivery, signal: AbortSignal): Promise<Passed> {
  const waiting = new Set<string>();
  let next: number | null = null;
  for (const entry of delivery.outbox.due(sink.name, Number.MAX_SAFE_INTEGER, WINDOW)) {
    if (signal.aborted) break;
    const fingerprints = entry.message.alerts.map((alert) => alert.fingerprint);
    const behind = fingerprints.some((fingerprint) => waiting.has(fingerprint));
    let at: number | null = entry.nextAttemptAt;
    if (!behind && at <= delivery.now()) {
      const tried = await tryOnce(sink, entry, delivery, signal);
      if (tried.asked && tried.at !== null) return { next: tried.at, holdUntil: tried.at };
      at = tried.at;
    }
    if (at === null) continue;
    for (const fingerprint of fingerprints) waiting.add(fingerprint);
    if (!behind && (next === null || at < next)) next = at;
  }
  return { next, holdUntil: 0 };
}

interface Tried {
  /** When to try again; null: no more. */
  readonly at: number | null;
  readonly asked: boolean;
}

async function tryOnce(
  sink: Sink,
  entry: OutboxEntry,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Tried> {
  const { outbox } = delivery;
  const answer = await guarded(() => sink.send(entry.message, delivery.attach(entry.message), signal));
  // Stopped in the middle of a try: it did not fail, and is done anew at the next start.
  if (signal.aborted && answer.kind === "retry") return { at: entry.nextAttemptAt, asked: false };
  const now = delivery.now();
  delivery.said?.(entry, answer);
  if (answer.kind === "sent") outbox.sent(entry.id, now);
  else if (answer.kind === "permanent") outbox.dead(entry.id, answer.detail);
  else if (now - entry.createdAt > MOST_AGE_MS && entry.attempts + 1 >= LEAST_TRIES) {
    outbox.dead(entry.id, `given up after ${entry.attempts + 1} tries: ${answer.detail}`);
  } else {
    const at = now + backoffMs(entry.attempts, delivery.random(), answer.afterSeconds);
    outbox.failed(entry.id, answer.detail, at);
    return { at, asked: answer.afterSeconds !== undefined };
  }
  return { at: null, asked: false };
}
