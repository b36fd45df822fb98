import { tmpdir } from "node:os";
import type { SinkPorts, WindowsEvent } from "../../../src/alert/sinks/ports.ts";
import { PROCESSES } from "../../../src/platform/processes.ts";

export const NOW = Date.parse("2026-03-01T22:05:00.000Z");

/** Ports with a clock that stands, a memory, and an event log that keeps what was written. */
export function ports(more: Partial<SinkPorts> = {}): SinkPorts & {
  readonly events: readonly WindowsEvent[];
  readonly remembered: Map<string, unknown>;
} {
  const events: WindowsEvent[] = [];
  const remembered = new Map<string, unknown>();
  return {
    ...{ events, remembered, version: "0.1.0", processes: PROCESSES, folder: tmpdir() },
    now: () => NOW,
    writeEvent: (event) => {
      events.push(event);
      return Promise.resolve(null);
    },
    memory: {
      get: (name) => remembered.get(name) ?? null,
      put: (name, value) => void remembered.set(name, JSON.parse(JSON.stringify(value))),
    },
    ...more,
  };
}

/** A signal that nobody gives. */
export const never = (): AbortSignal => new AbortController().signal;
