import { type EventRecord, eventRecord } from "../../record.ts";
import { isObject } from "../repair.ts";
import type { Shape } from "./shape.ts";

/** What `thawline events` prints. The origin that it names is kept: it is where the event was first read. */
export const own: Shape = {
  matches: ({ origin, strings, user, data }) =>
    typeof origin === "string" && Array.isArray(strings) && Array.isArray(user) && isObject(data),
  read: (object) =>
    eventRecord({
      server: textOr(object.server),
      channel: textOr(object.channel),
      recordId: textOr(object.recordId) ?? numberOr(object.recordId),
      provider: textOr(object.provider),
      eventId: numberOr(object.eventId),
      qualifiers: numberOr(object.qualifiers),
      level: numberOr(object.level),
      task: numberOr(object.task),
      taskName: textOr(object.taskName),
      keywords: textOr(object.keywords),
      time: textOr(object.time),
      processId: numberOr(object.processId),
      threadId: numberOr(object.threadId),
      strings: Array.isArray(object.strings) ? object.strings.filter(isText) : [],
      data: isObject(object.data) ? Object.fromEntries(Object.entries(object.data).filter(isNamed)) : {},
      user: Array.isArray(object.user) ? object.user.filter(isLeaf) : [],
      binary: textOr(object.binary),
      message: textOr(object.message),
      origin: textOr(object.origin) ?? "",
    }),
};

function textOr(value: unknown): string | null {
  return isText(value) ? value : null;
}

function numberOr(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isNamed(entry: readonly [string, unknown]): entry is [string, string] {
  return isText(entry[1]);
}

function isLeaf(value: unknown): value is EventRecord["user"][number] {
  return Array.isArray(value) && value.length === 2 && value.every(isText);
}
