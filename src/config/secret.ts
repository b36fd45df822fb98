import { readFile } from "node:fs/promises";
import type { Secret } from "../model/watch-settings.ts";

/** A secret, or why there is none; nothing of it stands in the trouble. */
export type SecretAnswer = { readonly value: string } | { readonly trouble: string };

/** Longer than any key or token; a file given by mistake is not taken for a secret. */
const MAX_BYTES = 16_384;

/** Reads a secret where the configuration says that it is: the variable's value, or the first line of the file. */
export async function readSecret(
  secret: Secret,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<SecretAnswer> {
  if ("env" in secret) {
    const value = env[secret.env];
    return value ? { value } : { trouble: `the environment has no variable ${secret.env}` };
  }
  try {
    const bytes = await readFile(secret.file);
    if (bytes.length > MAX_BYTES) return { trouble: `${secret.file} is larger than 16 KiB` };
    const [line = ""] = bytes
      .toString("utf8")
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/, 1);
    return line === "" ? { trouble: `the first line of ${secret.file} is empty` } : { value: line };
  } catch (error) {
    return { trouble: error instanceof Error ? error.message : String(error) };
  }
}
