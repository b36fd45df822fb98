import { visible } from "../visible.ts";

/** One test case before it is XML. At most one of `failure` and `skipped` is set. */
export interface TestCase {
  readonly className: string;
  readonly name: string;
  readonly seconds: number | null;
  readonly failure: { readonly message: string; readonly type: string; readonly text: string } | null;
  readonly skipped: string | null;
  readonly output: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Foreign text is cut here: CI servers keep whole reports in memory. */
const LONGEST = 2000;

/**
 * An element with attributes, then child elements (XML already) or a text of several lines. Every value
 * and every line is made visible first, so that no character is left that XML 1.0 forbids.
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly string[] = [],
  text = "",
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(value)}"`);
  const open = `<${name}${written.join("")}`;
  if (children.length > 0) return `${open}>\n${children.join("\n")}\n</${name}>`;
  return text === "" ? `${open}/>` : `${open}>${text.split("\n").map(escapeText).join("\n")}</${name}>`;
}

function escapeText(text: string): string {
  const more = text.length - LONGEST;
  const short = more > 0 ? `${text.slice(0, LONGEST)}… (${more} more characters)` : text;
  return visible(short).replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? character);
}
