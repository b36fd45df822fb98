export type JsonObject = Readonly<Record<string, unknown>>;

const STRING_OR_BIG = /"(?:[^"\\]|\\[\s\S])*"|-?\d{16,}(?![\d.eE])/g;
const STRING_OR_COMMA = /"(?:[^"\\]|\\[\s\S])*"|,(?=\s*[}\]])|-?Infinity|NaN/g;
const ESCAPE = /\\(["\\/bfnrt]|u[0-9a-fA-F]{4})?|[\0-\x1f]/g;

/**
 * The object that a text of balanced JSON holds; null where it cannot be read. Whole numbers that a number
 * cannot hold come as their digits. Single backslashes and raw line ends in strings, which people leave when
 * they paste, are mended.
 */
export function parseObject(text: string): JsonObject | null {
  const exact = /\d{16}/.test(text) ? text.replace(STRING_OR_BIG, quoteNumber) : text;
  return tryParse(exact) ?? tryParse(exact.replace(STRING_OR_COMMA, mend));
}

function tryParse(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function quoteNumber(token: string): string {
  return token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
}

function mend(token: string): string {
  if (token === ",") return "";
  if (!token.startsWith('"')) return "null";
  return `"${token.slice(1, -1).replace(ESCAPE, mendCharacter)}"`;
}

function mendCharacter(whole: string, escaped?: string): string {
  if (whole === "\\") return "\\\\";
  if (escaped !== undefined) return whole;
  return `\\u${whole.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
