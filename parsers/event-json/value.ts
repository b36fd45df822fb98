import { recordIdOf, wholeNumber } from "../numbers.ts";
import { isObject, type JsonObject } from "./repair.ts";

/** The value at a path, whether its parts are nested objects or one dotted name. */
export function valueAt(object: JsonObject, path: string): unknown {
  if (Object.hasOwn(object, path)) return object[path];
  for (let dot = path.indexOf("."); dot > 0; dot = path.indexOf(".", dot + 1)) {
    const name = path.slice(0, dot);
    const inner = Object.hasOwn(object, name) ? object[name] : undefined;
    const found = isObject(inner) ? valueAt(inner, path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All members below a path with their names relative to it, nested or dotted; in the order of the object. */
export function membersAt(object: JsonObject, path: string): ReadonlyMap<string, unknown> {
  const nested = valueAt(object, path);
  const members = new Map<string, unknown>(isObject(nested) ? Object.entries(nested) : []);
  const collect = (part: JsonObject, rest: string): void => {
    for (const [name, value] of Object.entries(part)) {
      if (name.startsWith(`${rest}.`)) members.set(name.slice(rest.length + 1), value);
      else if (rest.startsWith(`${name}.`) && isObject(value)) collect(value, rest.slice(name.length + 1));
    }
  };
  collect(object, path);
  return members;
}

/** Text of a plain value, printed as Windows prints it; null for objects, lists and what is absent. */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** Text that says something. */
export function wordOf(value: unknown): string | null {
  const text = textOf(value)?.trim() ?? "";
  return text === "" ? null : text;
}

export function numberOf(value: unknown): number | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : null;
  return typeof value === "string" ? wholeNumber(value) : null;
}

export function recordIdIn(value: unknown): number | string | null {
  const text = textOf(value);
  return text === null ? null : recordIdOf(text);
}

/** A list, also one that PowerShell 5 wrapped as `{ value, Count }`; null for anything else. */
export function listOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  const inner = isObject(value) && "Count" in value ? value.value : undefined;
  return Array.isArray(inner) ? inner : null;
}
