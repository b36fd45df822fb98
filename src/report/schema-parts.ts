/** The part of JSON Schema (draft 2020-12) that the report needs. */
export interface SchemaNode {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly SchemaNode[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode;
}

export const TEXT: SchemaNode = { type: "string" };
export const TEXT_OR_NULL: SchemaNode = { type: ["string", "null"] };
export const TIME_PATTERN = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$";
export const TIME: SchemaNode = { type: "string", pattern: TIME_PATTERN };
export const TIME_OR_NULL: SchemaNode = { type: ["string", "null"], pattern: TIME_PATTERN };
export const COUNT: SchemaNode = { type: "integer", minimum: 0 };
export const COUNT_OR_NULL: SchemaNode = { type: ["integer", "null"], minimum: 0 };
export const SECONDS_OR_NULL: SchemaNode = { type: ["number", "null"], minimum: 0 };

/** The lists of values are the keys of the word tables, which the compiler keeps complete. */
export const oneOf = (words: Readonly<Record<string, unknown>>): SchemaNode => ({ enum: Object.keys(words) });
export const listOf = (items: SchemaNode, description?: string): SchemaNode => ({
  type: "array",
  items,
  ...(description === undefined ? {} : { description }),
});
export const ref = (name: string): SchemaNode => ({ $ref: `#/$defs/${name}` });
export const orNull = (node: SchemaNode): SchemaNode => ({ anyOf: [node, { type: "null" }] });
export const said = (node: SchemaNode, description: string): SchemaNode => ({ ...node, description });

/**
 * An object with all of `properties`, but those named in `optional`. Further fields are allowed: a
 * newer report must not be refused by a reader that holds an older schema.
 */
export function object(
  description: string,
  properties: Readonly<Record<string, SchemaNode>>,
  optional: readonly string[] = [],
): SchemaNode {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { description, type: "object", properties, required };
}

export const DIAGNOSTIC = object("What a reader of a format had to say about its input.", {
  code: said(TEXT, "Stable, kebab-case."),
  severity: { enum: ["error", "warning", "info"] },
  where: said(TEXT, "`name@0x1200` (byte offset), `name:17` (line), or the name alone."),
  message: TEXT,
});
