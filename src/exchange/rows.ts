import type { ShellRow } from "../model/shell.ts";
import { parseTimeSpan } from "../model/time-span.ts";

/** Rows of one kind, each as names and values; a value that is null, or empty, is absent. */
export type Fields = ReadonlyMap<string, string>;

/** @param rows of a script whose rows are a kind and pairs of name and value */
export function byKind(rows: readonly ShellRow[]): (kind: string) => readonly Fields[] {
  const kinds = new Map<string, Fields[]>();
  for (const [kind, ...pairs] of rows) {
    if (kind === null || kind === undefined) continue;
    const fields = new Map<string, string>();
    for (let at = 0; at + 1 < pairs.length; at += 2) {
      const [name, value] = [pairs[at], pairs[at + 1]?.trim()];
      if (name !== null && name !== undefined && value !== undefined && value !== "") fields.set(name, value);
    }
    kinds.set(kind, [...(kinds.get(kind) ?? []), fields]);
  }
  return (kind) => kinds.get(kind) ?? [];
}

/** As .NET prints a bool, whatever the culture. */
export function flagOf(text: string | undefined): boolean | undefined {
  const word = text?.toLowerCase();
  return word === "true" || word === "false" ? word === "true" : undefined;
}

/** A whole number; Exchange prints what it does not know as one beyond 2^53 (a queue of a copy that cannot be asked). */
export function countOf(text: string | undefined): number | undefined {
  const number = /^\d{1,16}$/.test(text ?? "") ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** `7.00:00:00` as seconds. */
export function spanOf(text: string | undefined): number | undefined {
  return parseTimeSpan(text ?? "") ?? undefined;
}

/** `2026-03-01T20:00:00.0000000Z`, in milliseconds; without a time before there were such backups. */
export function timeOf(text: string | undefined): string | undefined {
  const time = Date.parse(text ?? "");
  return time > Date.UTC(1990, 0) ? new Date(time).toISOString() : undefined;
}

/** The name of a server or group: without its domain, and without the path of its place in the directory. */
export function nameOf(text: string | undefined): string | undefined {
  const leaf = text?.split(/[\\/]/).at(-1);
  return leaf?.split(".")[0] === "" ? undefined : leaf?.split(".")[0];
}

/** What a list of pairs by server says: as it came (`server`, `value`), or as text (`[MBX2, 7.00:00:00]`). */
export function pairOf(fields: Fields): readonly [server: string, value: string] | null {
  const [, key, text] = /^\[(.*), (.*)\]$/.exec(fields.get("pair") ?? "") ?? [];
  const [server, value] = [nameOf(fields.get("server") ?? key), fields.get("value") ?? text];
  return server === undefined || value === undefined ? null : [server, value];
}

/** What is known of it: an object without the fields that are not. */
export function known<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
