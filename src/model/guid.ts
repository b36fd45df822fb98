const GUID = /^\s*\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?\s*$/i;

/** A GUID in lower case and without braces; null where a text is not one and nothing else. */
export function guidOf(text: string): string | null {
  return GUID.exec(text)?.[1]?.toLowerCase() ?? null;
}
