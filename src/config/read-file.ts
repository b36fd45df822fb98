import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { ConfigError } from "./config-error.ts";
import { faultsOf, nameOfPath, wordsForIssue } from "./issues.ts";
import { type Fault, parseYaml, type YamlText } from "./yaml-text.ts";

/** No configuration of people is larger; a log given by mistake is not read into memory. */
const MAX_BYTES = 1024 * 1024;

/** Beyond this the faults are only counted. */
const MOST_FAULTS = 20;

/** What a file says, and where. */
export interface Located<T> {
  readonly data: T;
  /** `thawline.yaml:12:5: alerts.repeat`; the nearest place where the file leaves a path to its default. */
  placeOf(path: readonly PropertyKey[]): string;
}

/**
 * Reads a YAML or JSON file (YAML contains JSON) and checks it.
 *
 * @throws ConfigError with a line for each wrong place: `thawline.yaml:12:5: alerts.repeat: must be ...`
 */
export async function readChecked<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return (await readLocated(path, schema)).data;
}

/** As `readChecked`, with the places for what is found out later. @throws ConfigError */
export async function readLocated<T>(path: string, schema: z.ZodType<T>): Promise<Located<T>> {
  const text = parseYaml(await readText(path));
  if (text.faults.length > 0) throw new ConfigError(linesOf(path, text, text.faults));
  const checked = schema.safeParse(text.value ?? {}, { error: wordsForIssue });
  if (!checked.success) {
    throw new ConfigError(linesOf(path, text, faultsOf(checked.error.issues, schema, text)));
  }
  const placeOf = (at: readonly PropertyKey[]): string => {
    const { line, column } = text.lineOf(text.offsetOf(at, "value"));
    return `${path}:${line}:${column}: ${nameOfPath(at)}`;
  };
  return { data: checked.data, placeOf };
}

async function readText(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new ConfigError(`${path}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  if (bytes.length > MAX_BYTES) throw new ConfigError(`${path}: larger than 1 MiB; is it the right file?`);
  return decoded(bytes);
}

/** UTF-8, or the UTF-16 that `>` of Windows PowerShell writes. */
function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isUtf16 ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}

/** In the order of their places. */
function linesOf(path: string, text: YamlText, faults: readonly Fault[]): string {
  const sorted = [...faults].sort((a, b) => a.offset - b.offset);
  const lines = sorted.slice(0, MOST_FAULTS).map(({ offset, message }) => {
    const { line, column } = text.lineOf(offset);
    return `${path}:${line}:${column}: ${message}`;
  });
  const more = sorted.length - lines.length;
  return [...lines, ...(more > 0 ? [`${path}: and ${more} more`] : [])].join("\n");
}
