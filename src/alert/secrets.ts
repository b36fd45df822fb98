import { readSecret } from "../config/secret.ts";
import type { Secret, SinkUrl } from "../model/watch-settings.ts";

/** What was read, or why not in a sentence that holds nothing of it. */
export type Read<T> = { readonly value: T } | { readonly trouble: string };

/** An address as it is, or from where it is kept. Only http and https; nothing of it stands in the trouble. */
export async function readUrl(url: SinkUrl): Promise<Read<URL>> {
  const text = typeof url === "string" ? { value: url } : await readSecret(url);
  if ("trouble" in text) return text;
  const value = parseUrl(text.value.trim());
  if (value !== null && (value.protocol === "https:" || value.protocol === "http:")) return { value };
  return { trouble: `${nameOf(url)} is no http or https address` };
}

export function parseUrl(text: string, base?: string): URL | null {
  return URL.canParse(text, base) ? new URL(text, base) : null;
}

/** Headers with their values read. */
export async function readHeaders(
  headers: Readonly<Record<string, string | Secret>>,
): Promise<Read<Readonly<Record<string, string>>>> {
  const value: Record<string, string> = {};
  for (const [name, from] of Object.entries(headers)) {
    const read = typeof from === "string" ? { value: from } : await readSecret(from);
    if ("trouble" in read) return read;
    value[name.toLowerCase()] = read.value;
  }
  return { value };
}

/** The header for user and password, or for a token; none where neither is given. */
export async function readAuthorization(settings: {
  readonly user?: string;
  readonly password?: Secret;
  readonly token?: Secret;
}): Promise<Read<Readonly<Record<string, string>>>> {
  const { user, password, token } = settings;
  const secret = token ?? password;
  if (secret === undefined) return { value: {} };
  const read = await readSecret(secret);
  if ("trouble" in read) return read;
  return {
    value: { authorization: token === undefined ? basic(user ?? "", read.value) : `Bearer ${read.value}` },
  };
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

function nameOf(url: SinkUrl): string {
  if (typeof url === "string") return "the configured address";
  return "env" in url ? `the value of the variable ${url.env}` : `what stands in ${url.file}`;
}
