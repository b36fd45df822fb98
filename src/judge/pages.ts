import type { Signal } from "../model/signal.ts";
import { type Group, groupsOf } from "./groups.ts";
import { databaseIn, errorOf, listOf } from "./phrases.ts";
import type { Case } from "./rule.ts";

/** Events about pages, one group for each file; a file that is not named counts by its database or process. */
export function pageGroups(input: Case, signal: Signal): Group[] {
  return groupsOf(
    input,
    (e) => e.signal === signal,
    (e) => (e.keys.file ?? e.keys.database ?? `${e.ref.provider}/${e.keys.process ?? ""}`).toLowerCase(),
  ).map((group) => {
    // A job of one database may still run while a page of another file is found damaged.
    const name = databaseIn(group.events)?.toLowerCase();
    const database = group.facts?.result.databases.find((d) => d.name.toLowerCase() === name) ?? null;
    return name === undefined ? group : { ...group, database };
  });
}

/** `3 pages of D:\DB01.edb (database DB01; pages 17, 18; -1018 (...))`, and that it is not Exchange's. */
export function describePages(group: Group): string {
  const { events } = group;
  const [first] = events;
  const file = first?.keys.file ?? databaseIn(events) ?? first?.ref.provider ?? "a database";
  const pages = events.flatMap((e) => (e.keys.page === undefined ? [] : [String(e.keys.page)]));
  const errors = events.map(errorOf).filter((error) => error !== "");
  const facts = [
    databaseIn(events) === undefined ? "" : `database ${databaseIn(events)}`,
    pages.length === 0 ? "" : `page ${listOf(pages)}`,
    listOf(errors, 3),
  ].filter((fact) => fact !== "");
  const times = events.length === 1 ? "" : `, ${events.length} times`;
  const other = events.some((e) => e.exchange)
    ? ""
    : ` This is not an Exchange database, but one of ${first?.ref.provider}.`;
  return `${file}${times}${facts.length === 0 ? "" : ` (${facts.join("; ")})`}.${other}`;
}
