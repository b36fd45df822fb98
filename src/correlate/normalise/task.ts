import type { RawEvent } from "../../model/raw-event.ts";

const SHADOW_COPY = 16;
const SHADOW_COPY_NAME = /^shadow ?copy$/i;
/** The other categories of the engine that its known events have; a translated name tells nothing. */
const OTHER_NAMES: ReadonlySet<string> = new Set([
  "general",
  "database page cache",
  "logging/recovery",
  "performance",
]);

/** Whether an event of the database engine has the category ShadowCopy; null where the source does not tell. */
export function shadowCopyTask(record: RawEvent): boolean | null {
  if (record.task !== null) return record.task === SHADOW_COPY;
  const name = record.taskName?.trim() ?? "";
  const number = /^\(?(\d{1,5})\)?$/.exec(name)?.[1];
  if (number !== undefined) return Number(number) === SHADOW_COPY;
  if (SHADOW_COPY_NAME.test(name)) return true;
  return OTHER_NAMES.has(name.toLowerCase()) ? false : null;
}
