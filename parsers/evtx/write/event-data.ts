import type { EventRecord } from "../../record.ts";
import { VALUE } from "../values.ts";
import { type Document, literal, type Part, slot, tag, type Value } from "./template.ts";
import { binary, NULL, stringArray, textPart } from "./values.ts";

/** The longest value, in UTF-16 units. */
const MOST_UNITS = 0x7fff;

/**
 * The EventData of a record; an empty one where it has nothing but no UserData either, since libevtx refuses events
 * without a body. Unnamed strings become one array, as classic events have it (`arrays`), otherwise each `Data` has its
 * own place. RangeError for a named text that is not among the strings.
 */
export function eventDataDocument(record: EventRecord, arrays: boolean): Document | undefined {
  const { strings } = record;
  if (strings.length === 0 && Object.keys(record.data).length === 0 && !record.binary) {
    return record.user.length > 0 ? undefined : { root: tag("EventData"), values: [] };
  }
  const names = namesOf(record);
  if (arrays && names.every((name) => name === undefined) && fitsArray(strings)) return classic(record);
  const values: Value[] = [];
  const children: Part[] = strings.map((text, i) => {
    const name = names[i];
    return tag(
      "Data",
      [textPart(text, values)],
      name === undefined ? [] : [{ name: "Name", content: literal(name) }],
    );
  });
  if (record.binary) {
    children.push(tag("Binary", [slot(values.length, VALUE.binary)]));
    values.push(binary(record.binary));
  }
  return { root: tag("EventData", children), values };
}

/** The template of nearly all classic events: strings in place 0, binary data in place 2. */
function classic(record: EventRecord): Document {
  const children = [tag("Data", [slot(0, VALUE.stringArray)]), tag("Binary", [slot(2, VALUE.binary)])];
  const strings = record.strings.length === 0 ? NULL : stringArray(record.strings);
  return {
    root: tag("EventData", children),
    values: [strings, NULL, record.binary ? binary(record.binary) : NULL],
  };
}

function fitsArray(strings: readonly string[]): boolean {
  let units = 0;
  for (const text of strings) {
    if (text.includes("\0")) return false;
    units += text.length + 1;
  }
  return units <= MOST_UNITS;
}

/**
 * The name of each string. A record has its strings in order and the named ones by name, so the names go, in their
 * order, to the first free string with that text. RangeError for a name whose text is not among the strings.
 */
function namesOf(record: EventRecord): (string | undefined)[] {
  const { strings, data } = record;
  const names: (string | undefined)[] = strings.map(() => undefined);
  let next = 0;
  for (const [name, text] of Object.entries(data)) {
    const isFree = (candidate: string, i: number): boolean => candidate === text && names[i] === undefined;
    let place = strings.findIndex((candidate, i) => i >= next && isFree(candidate, i));
    if (place < 0) place = strings.findIndex(isFree);
    if (place < 0) throw new RangeError(`the text of data ${JSON.stringify(name)} is not among the strings`);
    names[place] = name;
    next = place + 1;
  }
  return names;
}
