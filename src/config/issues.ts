import { z } from "zod";
import { visible } from "../report/visible.ts";
import { nearest } from "./nearest.ts";
import type { Fault, YamlText } from "./yaml-text.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Marks the message of a choice of which no schema has said what is wrong: its parts know better. */
const LOOK_INSIDE = "look inside";

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "keys with values",
  record: "keys with values",
};

/** What is wrong where a schema gives no words of its own. No value is repeated. */
export const wordsForIssue: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_union":
      return LOOK_INSIDE;
    case "invalid_type": {
      const kind = KINDS[issue.expected] ?? issue.expected;
      return issue.input === undefined ? `is missing; must be ${kind}` : `must be ${kind}`;
    }
    case "invalid_key":
      return "has a key that cannot be used";
    case "invalid_format":
      return "is not written as it must be";
    default:
      return undefined;
  }
};

/** The faults that a schema found, each with its place. */
export function faultsOf(issues: readonly Issue[], schema: z.ZodType, text: YamlText): Fault[] {
  return issues.flatMap((issue) => faults(issue, issue.path, schema, text));
}

function faults(issue: Issue, path: Path, schema: z.ZodType, text: YamlText): Fault[] {
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, path, text.value);
    return issue.keys.map((key) => {
      const meant = nearest(key, known);
      const hint = meant === null ? listed(known) : `; did you mean "${meant}"?`;
      return {
        offset: text.offsetOf([...path, key], "key"),
        message: `${nameOfPath([...path, key])}: is not known here${hint}`,
      };
    });
  }
  if (issue.code === "invalid_union" && issue.message === LOOK_INSIDE) {
    const inside =
      issue.errors.find((own) => own.every(isInside)) ??
      issue.errors.find((own) => !own.some((one) => one.path.length === 0 && one.code === "invalid_type"));
    if (inside !== undefined) {
      return inside.flatMap((one) => faults(one, [...path, ...one.path], schema, text));
    }
    const kinds = issue.errors.flatMap((own) =>
      own.flatMap((one) => (one.code === "invalid_type" ? one.expected : [])),
    );
    const message = `must be ${[...new Set(kinds.map((kind) => KINDS[kind] ?? kind))].join(" or ")}`;
    return [{ offset: text.offsetOf(path, "value"), message: `${nameOfPath(path)}: ${message}` }];
  }
  const of = issue.code === "invalid_key" ? "key" : "value";
  return [{ offset: text.offsetOf(path, of), message: `${nameOfPath(path)}: ${issue.message}` }];
}

/** The value is of the kind that was meant; something in it is wrong. */
function isInside({ code, path }: Issue): boolean {
  return path.length > 0 || code === "unrecognized_keys";
}

const MOST_LISTED = 12;

function listed(keys: readonly string[]): string {
  return keys.length === 0 || keys.length > MOST_LISTED ? "" : `; there are ${keys.join(", ")}`;
}

/** A part of a JSON schema, as far as keys are looked for in it. */
interface Part {
  readonly properties?: Readonly<Record<string, Part & { readonly const?: unknown }>>;
  readonly items?: Part;
  readonly additionalProperties?: Part | boolean;
  readonly oneOf?: readonly Part[];
  readonly anyOf?: readonly Part[];
}

/** The keys that a schema knows at a path; of a choice by `kind`, those of the kind that the value has. */
function keysAt(schema: z.ZodType, path: Path, value: unknown): string[] {
  let parts: readonly Part[] = [z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Part];
  let at = value;
  for (const step of [...path, null]) {
    const kind = (at as { readonly kind?: unknown } | null | undefined)?.kind;
    parts = parts
      .flatMap((part) => [part, ...(part.oneOf ?? []), ...(part.anyOf ?? [])])
      .filter(({ properties }) => properties?.kind === undefined || properties.kind.const === kind);
    if (step === null) break;
    parts = parts.flatMap((part) => inside(part, step));
    at = (at as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[step];
  }
  return [...new Set(parts.flatMap((part) => Object.keys(part.properties ?? {})))];
}

function inside(part: Part, step: PropertyKey): readonly Part[] {
  if (typeof step === "number") return part.items === undefined ? [] : [part.items];
  const own = part.properties?.[String(step)] ?? part.additionalProperties;
  return typeof own === "object" ? [own] : [];
}

/** `severities[2].code` */
export function nameOfPath(path: Path): string {
  const place = path.reduce<string>(
    (text, part) =>
      typeof part === "number"
        ? `${text}[${part}]`
        : `${text}${text && "."}${visible(String(part)).slice(0, 60)}`,
    "",
  );
  return place || "the file";
}
