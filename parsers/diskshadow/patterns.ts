import type { DiskshadowError } from "./types.ts";

const GUID = /(?<!Volume)\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}/gi;
const ANY_GUID = /\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?/gi;

/** Those of shadow copies, sets and providers; not the ones in names of volumes. */
export function guidsIn(line: string): readonly string[] {
  return [...line.matchAll(GUID)].map((match) => (match[1] ?? "").toLowerCase());
}

/** The line of a script that is echoed; the prompt stands before what somebody types. */
export function echoIn(line: string): string | null {
  return /^(?:->|DISKSHADOW>) ?(.*)$/.exec(line)?.[1] ?? null;
}

/** `%alias% = {guid}`, echoed below the line that uses the alias. */
export function resolvedIn(echo: string): { readonly alias: string; readonly id: string } | null {
  const match = /^%([^%\s]+)% = (\{\S+\})$/.exec(echo);
  const [id] = guidsIn(match?.[2] ?? "");
  return match?.[1] === undefined || id === undefined ? null : { alias: match[1], id };
}

/** `* Including writer "Name":`, in any language; the name is null where its quotes are not known. */
export function writerHead(line: string): { readonly writer: string | null } | null {
  if (!/^\* .*:$/.test(line)) return null;
  return { writer: /"(.*)"/.exec(line)?.[1] ?? null };
}

/**
 * The path of `+ Adding component: \logical\name`. Some code pages have the backslash as the second byte of a letter; it is
 * looked for behind a blank or a colon first.
 */
export function addedComponent(line: string): string | null {
  if (!line.startsWith("+ ")) return null;
  return /[\s:](\\.*)$/.exec(line)?.[1] ?? /(\\.*)$/.exec(line)?.[1] ?? null;
}

/** What stands in quotes: paths of components begin with a backslash, names of writers do not. */
export function quotedIn(line: string): { readonly writers: string[]; readonly paths: string[] } {
  const all = isHarmless(line) ? [] : [...line.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? "");
  return {
    writers: all.filter((one) => !one.startsWith("\\")),
    paths: all.filter((one) => one.startsWith("\\")),
  };
}

/** A volume by its name, its folder or its letter. */
export function volumeIn(line: string): string | null {
  return (
    /\\\\\?\\Volume\{[0-9a-f-]{36}\}\\?/i.exec(line)?.[0] ?? /(?<!\w)[a-z]:\\[^\s"]*/i.exec(line)?.[0] ?? null
  );
}

/** A call that old versions say to have failed on file shares, which does no harm (Microsoft KB 3025158). */
function isHarmless(line: string): boolean {
  return line.includes("GetRootAndLogicalPrefixPaths");
}

const NAME = /\bVSS_E_\w+/;
/** A failure has the highest bit. */
const CODE = /(?<![\w.\\{-])(?:0x)?([89a-f][0-9a-f]{7})(?![\w\\}-]|\.\w)/i;

/** The HRESULT or its name in a line. */
export function errorIn(line: string): Omit<DiskshadowError, "line"> | null {
  if (isHarmless(line)) return null;
  const text = line.replace(ANY_GUID, "");
  const name = NAME.exec(text)?.[0] ?? null;
  const digits = CODE.exec(text)?.[1];
  // Eight letters may be a word: one digit at least.
  const code = digits !== undefined && /\d/.test(digits) ? Number.parseInt(digits, 16) : null;
  return name === null && code === null ? null : { code, name };
}

const SENTENCES: Readonly<Record<string, RegExp>> = {
  expose: /^The shadow copy was successfully exposed as .+\.$/,
  unexpose: /^Shadow copy ID \{[0-9a-f-]{36}\} is no longer exposed\.$/i,
  delete: /^(?:[1-9]\d* shadow cop(?:y|ies) deleted\.|Number of shadow copies deleted: [1-9]\d*)$/,
};

/** Whether the line says that the command is done: that of a script's last line, behind which no other is echoed. */
export function saysDone(command: string, line: string): boolean {
  return SENTENCES[command]?.test(line) ?? false;
}
