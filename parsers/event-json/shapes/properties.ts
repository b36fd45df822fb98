import { binaryOfBytes } from "../../binary-text.ts";
import { utcTimeOf } from "../../utc-time.ts";
import { isObject } from "../repair.ts";
import { textOf } from "../value.ts";
import { millisecondsOf } from "./time-text.ts";

/** What .NET prints for an object that lay too deep for ConvertTo-Json: it tells nothing. */
const TYPE_NAME = /^System\.[\w.`]+(?:\[.*\])?$/;

/**
 * The insertion strings of a list of texts, or of PowerShell's `Properties` (`[{ Value }]`), where the binary
 * data of a classic event comes last as a list of bytes. Nothing when the list was cut off by `-Depth`.
 */
export function propertyTexts(list: readonly unknown[]): {
  readonly texts: readonly string[];
  readonly binary: string | null;
} {
  const values = list.map((item) => (isObject(item) && "Value" in item ? item.Value : item));
  if (values.some((value) => typeof value === "string" && TYPE_NAME.test(value)))
    return { texts: [], binary: null };
  const last = values.at(-1);
  const binary = Array.isArray(last) ? binaryOfBytes(last) : null;
  return { texts: (binary === null ? values : values.slice(0, -1)).map(printed), binary };
}

/** As Windows prints it: times in UTC; of an account its SID. */
function printed(value: unknown): string {
  const inner = isObject(value) && typeof value.Value === "string" ? value.Value : value;
  const milliseconds = millisecondsOf(inner);
  const time = milliseconds === null ? null : utcTimeOf(milliseconds);
  return time ?? textOf(inner) ?? (Array.isArray(inner) ? inner.map(printed).join(",") : "");
}
