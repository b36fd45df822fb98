import { readFileSync } from "node:fs";
import { configSchema } from "../src/config/json-schema.ts";
import { plain, table } from "./markdown.ts";

/** What is needed of a JSON schema to list its keys. */
interface Part {
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly type?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Part>>;
  readonly items?: Part;
  readonly oneOf?: readonly Part[];
  readonly anyOf?: readonly Part[];
}

const BEGIN = "<!-- Made by `npm run generate` from src/config: the keys. -->";
const END = "<!-- The end of what is made. -->";

/** `docs/configuration.md` with its table of keys made anew; the rest is written by hand. */
export function configMarkdown(): string {
  const file = new URL("../docs/configuration.md", import.meta.url);
  const written = readFileSync(file, "utf8").replace(/\r\n/g, "\n");
  const [before, rest] = split(written, BEGIN);
  const [, after] = split(rest, END);
  const rows = keys(configSchema(), "");
  return [before, BEGIN, "\n\n", table(["key", "default", "what it is"], rows), "\n\n", END, after].join("");
}

function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`docs/configuration.md has no line ${mark}`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

/** One row a key that holds no others. Lists are shown as `sinks[]`, of a choice by kind as `sinks[] (email)`. */
function keys(part: Part, above: string): string[][] {
  const properties = Object.entries(part.properties ?? {}).filter(([, inner]) => inner.const === undefined);
  return properties.flatMap(([key, inner]) => {
    const path = `${above}${above === "" ? "" : "."}${key}`;
    const isRequired = part.required?.includes(key) === true;
    const own = inner.properties === undefined ? [row(path, inner, isRequired)] : [];
    return [...own, ...inside(inner, path)];
  });
}

function inside(part: Part, path: string): string[][] {
  if (isSecret(part)) return [];
  const choices = part.items?.oneOf ?? part.items?.anyOf ?? (part.items === undefined ? [] : [part.items]);
  const common = part.items?.oneOf === undefined ? [] : sharedKeys(part.items.oneOf);
  return [
    ...keys(part, path),
    ...common.map(([key, inner]) => row(`${path}[].${key}`, inner, false)),
    ...choices.flatMap((choice) => {
      const kind = choice.properties?.kind?.const;
      const place = kind === undefined ? `${path}[]` : `${path}[] ${String(kind)}`;
      const properties = Object.entries(choice.properties ?? {}).filter(
        ([key]) => !common.some(([shared]) => shared === key),
      );
      return keys({ ...choice, properties: Object.fromEntries(properties) }, place);
    }),
  ];
}

/** Keys that every choice has with the same meaning. */
function sharedKeys(choices: readonly Part[]): readonly (readonly [string, Part])[] {
  const [first] = choices;
  return Object.entries(first?.properties ?? {}).filter(
    ([key, part]) =>
      part.const === undefined &&
      choices.every((choice) => JSON.stringify(choice.properties?.[key]) === JSON.stringify(part)),
  );
}

/** `{env}` or `{file}`, also beside an address. */
function isSecret({ anyOf }: Part): boolean {
  return anyOf?.some(({ properties }) => properties?.env !== undefined) === true;
}

function row(path: string, { default: usual, description = "" }: Part, isRequired: boolean): string[] {
  const shown =
    usual === undefined ? (isRequired ? "(needed)" : "") : `\`${JSON.stringify(usual).replaceAll('"', "")}\``;
  return [`\`${path}\``, shown, plain(description).replaceAll("\\`", "`")];
}
