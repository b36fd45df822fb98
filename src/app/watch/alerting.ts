import { advance } from "../../alert/lifecycle.ts";
import type { Store } from "../../model/store.ts";
import type { AlertSettings } from "../../model/watch-settings.ts";
import type { Renewed } from "./verdicts.ts";

/** Makes alerts of judgements, and puts their messages into the outbox, in the transaction of the judgement. */
export interface Alerting {
  step(renewed: Renewed, now: number): void;
  /** When something is to be told although nothing happens: the end of a wait, a repetition. */
  dueAt(): number | null;
}

export interface AlertingParts {
  readonly store: Store;
  readonly settings: AlertSettings;
  /** Milliseconds since 1970: what ended before is recorded, and not told. */
  readonly since: number;
  readonly version: string;
  readonly clock: () => number;
  /** There is something new in the outbox. Called before the transaction ends. */
  readonly added: () => void;
}

export function createAlerting({ store, settings, since, version, clock, added }: AlertingParts): Alerting {
  let dueAt: number | null = null;
  return {
    step({ jobs, findings, coverage }, now) {
      const alerts = store.alerts.all();
      const next = advance({ alerts, jobs, findings, coverage, now, since, settings, version });
      for (const alert of next.alerts) store.alerts.put(alert);
      for (const fingerprint of next.removed) store.alerts.remove(fingerprint);
      // An ending watcher looks ahead; what it then tells is due at once.
      const due = Math.min(now, clock());
      for (const { sink, message } of next.messages) store.outbox.add(sink, message, due);
      if (next.messages.length > 0) added();
      dueAt = next.next;
    },
    dueAt: () => dueAt,
  };
}
