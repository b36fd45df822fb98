import type { EventRecord } from "../../record.ts";
import type { JsonObject } from "../repair.ts";

export interface ShapeContext {
  readonly origin: string;
  /** The UTC time of a text, null when it is none. */
  readonly readTime: (text: string) => string | null;
}

/** One way in which a tool writes an event as JSON. */
export interface Shape {
  /** Whether the object itself, not one in it, has this shape. */
  matches(object: JsonObject): boolean;
  /** The record; null when the shape is right but no event comes out of it. */
  read(object: JsonObject, context: ShapeContext): EventRecord | null;
}
