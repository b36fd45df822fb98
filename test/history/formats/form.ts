import { type EventRecord, eventRecord } from "../../../parsers/record.ts";

/** One way in which people export or paste events. */
export interface Form {
  /** `event-csv/event-viewer-de` */
  readonly name: string;
  /** The name of the format that reads it, as in `Input.format`. */
  readonly format: "evtx" | "event-xml" | "event-json" | "event-csv" | "event-text";
  readonly extension: string;
  /** What of a record the form cannot hold, in words; empty when nothing is lost. */
  readonly loses: string;
  /** True when the form keeps record numbers, so that gaps and doubles can be told. */
  readonly numbered: boolean;
  /** True when the form names the computer. */
  readonly named: boolean;
  /** True when the insertion strings are there; false when there is only text. */
  readonly strings: boolean;
  write(records: readonly EventRecord[]): Uint8Array;
  /** What a reader must get back, in the order of the file. */
  kept(records: readonly EventRecord[]): readonly Kept[];
}

/** A record without its origin, which depends on where the file lies. */
export type Kept = Omit<EventRecord, "origin">;

export function kept(fields: Partial<EventRecord>): Kept {
  const { origin: _origin, ...rest } = eventRecord({ origin: "", ...fields });
  return rest;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const LEVELS: Readonly<Record<string, readonly [string, string, string, string]>> = {
  en: ["Critical", "Error", "Warning", "Information"],
  de: ["Kritisch", "Fehler", "Warnung", "Informationen"],
};

export function levelWord(level: number | null, language: "en" | "de" = "en"): string {
  return LEVELS[language]?.[(level ?? 4) - 1] ?? "";
}

export function taskWord({ taskName }: EventRecord): string {
  return taskName ?? "None";
}

/** The fields of a time, read as if the machine's zone were UTC. */
export function timeParts(time: string | null): {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly fraction: string;
} {
  const match = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\.(\d+)Z$/.exec(time ?? "");
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "", fraction = ""] = match ?? [];
  return { year, month, day, hour, minute, second, fraction };
}

/** `3/10/2024 8:08:10 PM` */
export function usTime(time: string | null): string {
  const { year, month, day, hour, minute, second } = timeParts(time);
  const half = Number(hour) < 12 ? "AM" : "PM";
  return `${Number(month)}/${Number(day)}/${year} ${Number(hour) % 12 || 12}:${minute}:${second} ${half}`;
}

/** `10.03.2024 20:08:10` */
export function germanTime(time: string | null): string {
  const { year, month, day, hour, minute, second } = timeParts(time);
  return `${day}.${month}.${year} ${hour}:${minute}:${second}`;
}

/** The time as a form tells it that has `digits` digits of a second. */
export function cutTime(time: string | null, digits: number): string | null {
  return time?.replace(/\.(\d+)Z$/, (_, f: string) => `.${f.slice(0, digits).padEnd(7, "0")}Z`) ?? null;
}
