import type { EventRecord } from "../record.ts";
import { isObject, type JsonObject } from "./repair.ts";
import { flat } from "./shapes/flat.ts";
import { original } from "./shapes/original.ts";
import { own } from "./shapes/own.ts";
import type { Shape, ShapeContext } from "./shapes/shape.ts";
import { system } from "./shapes/system.ts";
import { winlogbeat } from "./shapes/winlogbeat.ts";

/** The first that matches and gives a record is taken: those that hold most come first. */
const SHAPES: readonly Shape[] = [own, original, winlogbeat, system, flat];
const DEPTH = 8;

/** The record of an object, null when no shape knows it. */
export function recogniseEvent(object: JsonObject, context: ShapeContext): EventRecord | null {
  for (const shape of SHAPES) {
    const record = shape.matches(object) ? shape.read(object, context) : null;
    if (record !== null) return record;
  }
  return null;
}

/** Whether an object that is no event has events in it (`{ "Records": [...] }`, search results). */
export function holdsEvents(value: unknown, depth = 0): boolean {
  if (depth > DEPTH) return false;
  const inner = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return inner.some(
    (item) => (isObject(item) && SHAPES.some((shape) => shape.matches(item))) || holdsEvents(item, depth + 1),
  );
}
