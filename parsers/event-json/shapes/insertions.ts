import { binaryOfText } from "../../binary-text.ts";
import type { EventRecord } from "../../record.ts";
import { textOf } from "../value.ts";

/** A classic event has at most 256 strings (winevt.h); more is a name that only looks like a number. */
const STRINGS = 1000;

/**
 * Event data whose unnamed values are called `param1`, `param2` and so on by position, as Winlogbeat does. It
 * leaves out the empty ones: those between are put back, those at the end are not known. Named values have lost
 * their order (they come sorted), so they give no strings.
 */
export function insertionsOf(
  members: ReadonlyMap<string, unknown>,
): Pick<EventRecord, "strings" | "data" | "binary"> {
  const strings: string[] = [];
  const data: (readonly [string, string])[] = [];
  let binary: string | null = null;
  for (const [name, value] of members) {
    const text = textOf(value);
    if (text === null) continue;
    const position = Number(/^param([1-9]\d{0,3})$/i.exec(name)?.[1] ?? 0);
    if (name === "Binary") binary = binaryOfText(text);
    else if (position === 0 || position > STRINGS) data.push([name, text]);
    else strings[position - 1] = text;
  }
  return { strings: Array.from(strings, (text) => text ?? ""), data: Object.fromEntries(data), binary };
}
