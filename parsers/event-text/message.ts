import type { Draft } from "./draft.ts";

/** Brackets are left out of the inner parts, so that the search stays linear. */
const LINK = /\[([^[\]\n]{1,300})\]\([^()\n]{0,300}\)/g;
const OPENING = "\"'“„«「";
const CLOSING = "\"'”“»」";
const MARKS = /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The message of a draft as Windows showed it: without what mail, forums and Markdown did to it. */
export function messageOf({ message, breaks, kind }: Draft): string | null {
  const indent = kind === "list" ? indentOf(message) : 0;
  const plain = kind === "line" ? message.map((line) => line.replace(/\*\*|`/g, "")) : message;
  const lines = plain.map((line) => mend(line.slice(Math.min(indent, leading(line))), breaks));
  const text = halveBackslashes(lines.join("\n").trim());
  const whole = kind === "prose" ? unquote(text) : text;
  return whole === "" ? null : whole;
}

function mend(line: string, breaks: boolean): string {
  const bare = line.replace(MARKS, "").trimEnd();
  const unbroken = breaks && bare.endsWith("\\") ? bare.slice(0, -1).trimEnd() : bare;
  return unbroken.includes("](") ? unbroken.replace(LINK, "$1") : unbroken;
}

/** How far Format-List moves in the further lines of a value. */
function indentOf(lines: readonly string[]): number {
  const depths = lines
    .slice(1)
    .filter((line) => line.trim() !== "")
    .map(leading);
  return depths.length === 0 ? 0 : Math.min(...depths);
}

function leading(line: string): number {
  return line.length - line.trimStart().length;
}

/**
 * Markdown sources and JSON double each backslash. Done when all of them are double and one stands where Windows
 * writes no double one: within a path, or four at the beginning of `\\?\`.
 */
function halveBackslashes(text: string): string {
  const runs = text.match(/\\+/g);
  if (runs === null || runs.some((run) => run.length % 2 === 1)) return text;
  if (!runs.some((run) => run.length >= 4) && !/[\p{L}\p{N}:]\\\\/u.test(text)) return text;
  return text.replaceAll("\\\\", "\\");
}

function unquote(text: string): string {
  const from = OPENING.includes(text.charAt(0)) ? 1 : 0;
  const to = CLOSING.includes(text.charAt(text.length - 1)) ? -1 : undefined;
  return text.slice(from, to).trim();
}
