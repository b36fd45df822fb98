import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { ConfigError } from "./config-error.ts";

/** No configuration of people is larger; a log given by mistake is not read into memory. */
const MAX_BYTES = 1024 * 1024;

/**
 * Reads a YAML or JSON file (YAML contains JSON) and checks it.
 *
 * @throws ConfigError naming the file, each wrong place in it and what is allowed there
 */
export async function readChecked<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new ConfigError(`${path}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  if (text.length > MAX_BYTES) throw new ConfigError(`${path}: larger than 1 MiB; is it the right file?`);
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text, { prettyErrors: true });
  const [syntax] = document.errors;
  if (syntax !== undefined) throw new ConfigError(`${path}: ${syntax.message.trim()}`);
  const checked = schema.safeParse(toPlain(path, document) ?? {});
  if (checked.success) return checked.data;
  const places = checked.error.issues.map((issue) => `${path}: ${placeOf(issue.path)}: ${issue.message}`);
  throw new ConfigError(places.join("\n"));
}

function toPlain(path: string, document: { toJS(options: { maxAliasCount: number }): unknown }): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new ConfigError(`${path}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** `severities[2].code` */
function placeOf(path: readonly PropertyKey[]): string {
  const place = path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : `${text}${text && "."}${String(part)}`),
    "",
  );
  return place || "the file";
}
