import type { Report } from "../model/report.ts";
import { REPORT_SCHEMA } from "./schema.ts";
import type { SchemaNode } from "./schema-parts.ts";

/** What JSON may hold raw but a terminal or an editor would act upon. Within strings only, so escaping is safe. */
const UNSAFE = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu;

/** The report as the contract's JSON: fields in the order of the published schema, two blanks of indent. */
export function renderJson(report: Report): string {
  return printJson(report, REPORT_SCHEMA);
}

/** A value as JSON, with its fields in the order of a schema. */
export function printJson(value: unknown, root: SchemaNode): string {
  const text = JSON.stringify(inOrder(value, root, root), null, 2);
  return `${text.replace(UNSAFE, escapeUnits)}\n`;
}

/** The value with the keys of every object in the schema's order; keys that it does not know come last. */
function inOrder(value: unknown, schema: SchemaNode | undefined, root: SchemaNode): unknown {
  const node = resolve(schema, root);
  if (Array.isArray(value)) return value.map((item) => inOrder(item, node?.items, root));
  if (value === null || typeof value !== "object") return value;
  const known = Object.keys(node?.properties ?? {}).filter((key) => Object.hasOwn(value, key));
  const keys = [...new Set([...known, ...Object.keys(value)])];
  const fields = new Map<string, unknown>(Object.entries(value));
  return Object.fromEntries(
    keys.map((key) => [key, inOrder(fields.get(key), node?.properties?.[key], root)]),
  );
}

function resolve(node: SchemaNode | undefined, root: SchemaNode): SchemaNode | undefined {
  const known = node?.anyOf?.find((choice) => choice.$ref !== undefined) ?? node;
  const name = known?.$ref?.replace("#/$defs/", "");
  return name === undefined ? known : root.$defs?.[name];
}

function escapeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
