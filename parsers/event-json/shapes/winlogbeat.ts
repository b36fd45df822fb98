import { levelOfWord } from "../../level-words.ts";
import { eventIdOf, wholeNumber } from "../../numbers.ts";
import { eventRecord } from "../../record.ts";
import { isObject, type JsonObject } from "../repair.ts";
import { membersAt, numberOf, recordIdIn, textOf, valueAt, wordOf } from "../value.ts";
import { insertionsOf } from "./insertions.ts";
import type { Shape } from "./shape.ts";

/** Winlogbeat 7 and 8 (ECS), nested or with dotted names; ids are text, qualifiers are not exported. */
export const winlogbeat: Shape = {
  matches: (object) =>
    valueAt(object, "winlog.event_id") !== undefined || valueAt(object, "winlog.record_id") !== undefined,
  read(object, { origin, readTime }) {
    const at = (path: string): unknown => valueAt(object, path);
    const task = wordOf(at("winlog.task"));
    const taskNumber = wholeNumber(task ?? "");
    const eventId = eventIdOf(numberOf(at("winlog.event_id") ?? at("event.code")));
    const provider = wordOf(at("winlog.provider_name") ?? at("event.provider"));
    if (eventId === null && provider === null) return null;
    const time = wordOf(at("winlog.time_created") ?? at("@timestamp"));
    return eventRecord({
      origin,
      provider,
      eventId,
      time: time === null ? null : readTime(time),
      server: wordOf(at("winlog.computer_name") ?? at("host.name")),
      channel: wordOf(at("winlog.channel")),
      recordId: recordIdIn(at("winlog.record_id")),
      level: levelOfWord(textOf(at("log.level")) ?? ""),
      task: taskNumber,
      taskName: taskNumber === null ? task : null,
      processId: numberOf(at("winlog.process.pid")),
      threadId: numberOf(at("winlog.process.thread.id")),
      ...insertionsOf(membersAt(object, "winlog.event_data")),
      user: userDataOf(object),
      message: wordOf(at("message")),
    });
  },
};

/** `xml_name` is the name of the element that held the others. */
function userDataOf(object: JsonObject): readonly (readonly [string, string])[] {
  const members = membersAt(object, "winlog.user_data");
  const root = wordOf(members.get("xml_name"));
  const leaves: (readonly [string, string])[] = [];
  const walk = (value: unknown, path: string): void => {
    const text = textOf(value);
    if (text !== null) leaves.push([path, text]);
    else if (isObject(value))
      for (const [name, inner] of Object.entries(value)) walk(inner, `${path}/${name}`);
  };
  for (const [name, value] of members) {
    if (name !== "xml_name") walk(value, root === null ? name : `${root}/${name}`);
  }
  return leaves;
}
