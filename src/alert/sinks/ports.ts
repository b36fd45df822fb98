import type { ProcessPort } from "../../model/process.ts";
import type { SinkSettings } from "../../model/watch-settings.ts";

/** What sinks need of the machine and of the store. */
export interface SinkPorts {
  /** Ms since 1970. */
  now(): number;
  /** Of Thawline, for the receivers' logs. */
  readonly version: string;
  readonly processes: ProcessPort;
  /** Where the programs of command sinks run. */
  readonly folder: string;
  /** Null where there is no Windows event log. */
  readonly writeEvent: EventWriter | null;
  /** Small facts that outlast a restart; ping sinks keep there what they told. */
  readonly memory: { get(name: string): unknown; put(name: string, value: unknown): void };
}

/** Writes one event to the Application log; resolves to what hindered it, or to null. */
export type EventWriter = (event: WindowsEvent, signal: AbortSignal) => Promise<string | null>;

export interface WindowsEvent {
  readonly source: string;
  readonly id: number;
  readonly level: "error" | "warning" | "information";
  readonly text: string;
}

/** The settings of one kind of sink. */
export type Of<Kind extends SinkSettings["kind"]> = Extract<SinkSettings, { readonly kind: Kind }>;
