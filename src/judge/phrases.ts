import { decodeCode } from "../catalogue/codes.ts";
import { iso } from "../correlate/assess/events.ts";
import type { JobFacts } from "../correlate/assess/index.ts";
import type { BackupEvent } from "../model/event.ts";
import type { Signal } from "../model/signal.ts";

/** The job's events of some signals, in order, whatever part they play. */
export function eventsOf(facts: JobFacts, ...signals: readonly Signal[]): BackupEvent[] {
  return facts.job.events.filter((e) => signals.includes(e.event.signal)).map((e) => e.event);
}

/** Those of them that are the job's own, not what happened meanwhile. */
export function ownEventsOf(facts: JobFacts, ...signals: readonly Signal[]): BackupEvent[] {
  const own = facts.job.events.filter((t) => t.part === "own" && signals.includes(t.event.signal));
  return own.map((t) => t.event);
}

/** Events of no job. Those whose text belongs to another id are evidence of nothing else. */
export function straysOf(strays: readonly BackupEvent[], ...signals: readonly Signal[]): BackupEvent[] {
  return strays.filter((e) => signals.includes(e.signal) && e.textBelongsTo === null);
}

/** `12.4 s`, `3 min 20 s`, `2 h 5 min`, `8 d 3 h`; without a second part that is nought. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  const [day, hour, minute] = [86_400, 3_600, 60];
  if (whole < hour) return parts(whole, minute, "min", 1, "s");
  if (whole < 3 * day) return parts(whole, hour, "h", minute, "min");
  return parts(whole, day, "d", hour, "h");
}

function parts(seconds: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((seconds % big) / small);
  return `${Math.floor(seconds / big)} ${bigName}${rest === 0 ? "" : ` ${rest} ${smallName}`}`;
}

/** `2024-03-10 20:14:05 UTC` */
export function moment(time: number): string {
  return `${iso(time).slice(0, 19).replace("T", " ")} UTC`;
}

/** The error code of an event in words: `0x80070020 (Win32 32: the database is owned by ...)`; empty without one. */
export function errorOf(event: BackupEvent): string {
  const code = event.keys.jetError ?? event.keys.hresult;
  if (code === undefined) return "";
  const known = decodeCode(code);
  const shown = String(code);
  if (known === null) return shown;
  return `${shown} (${[known.name, known.meaning].filter((part) => part !== "").join(": ")})`;
}

/** The different errors of some events, ` with A; B`; empty where none names one. */
export function withErrors(events: readonly BackupEvent[]): string {
  const errors = [...new Set(events.map(errorOf))].filter((error) => error !== "");
  return errors.length === 0 ? "" : ` with ${errors.join("; ")}`;
}

/** The different events by provider and id: `ESE 2002; MSExchangeRepl 2028, 2031`. */
export function idsOf(events: readonly BackupEvent[]): string {
  return [...groupBy(events, (e) => e.ref.provider)]
    .map(([provider, own]) => `${provider} ${listOf(own.map((e) => String(e.ref.eventId)))}`)
    .join("; ");
}

/** Some tables leave the server out. */
export function serverName(server: string): string {
  return server === "" ? "an unnamed server" : server;
}

/** `DB01, DB02 and 4 more`; each once. */
export function listOf(names: readonly string[], most = 6): string {
  const all = [...new Set(names)];
  const shown = all.length > most + 1 ? all.slice(0, most) : all;
  const rest = all.length - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** `backup of DB01, DB02` with the databases that are meant, or all of the job; `backup` where none is known. */
export function backupOf(facts: JobFacts | null, names: readonly string[] = []): string {
  const known = names.length > 0 ? names : (facts?.result.databases.map((d) => d.name) ?? []);
  return known.length === 0 ? "backup" : `backup of ${listOf(known)}`;
}

/** The database that events name, as the first of them spells it. */
export function databaseIn(events: readonly BackupEvent[]): string | undefined {
  return events.find((e) => e.keys.database !== undefined)?.keys.database;
}

/** Groups by a key, keeping the order of first appearance. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const k = key(item);
    const group = groups.get(k);
    if (group === undefined) groups.set(k, [item]);
    else group.push(item);
  }
  return groups;
}
