import { visible } from "../visible.ts";

/** HTML that is whole and safe: only `html` makes it, and `html` escapes every text put into it. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in a template: text and numbers are escaped, nothing comes from null and false. */
export type Part = string | number | Markup | null | false | readonly Part[];

/** No log needs more on a page; the JSON report holds texts whole. */
const LONGEST = 2000;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A template of HTML or SVG. Whatever is put into it is text, also in a quoted attribute. */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let markup = template[0] ?? "";
  for (const [index, part] of parts.entries()) markup += markupOf(part) + (template[index + 1] ?? "");
  return { markup };
}

/** Markup that we made ourselves: numbers, paths and hashes, never a text from elsewhere. */
export function raw(markup: string): Markup {
  return { markup };
}

/** A text of ours in which `code` stands between backticks. */
export function prose(text: string): Markup {
  return html`${text.split(/`([^`]+)`/u).map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`))}`;
}

/** Foreign text as text of a page: controls made visible, cut where it is endless, nothing that acts. */
export function escapeText(text: string): string {
  return shorten(text).replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? "");
}

/** Data for a script, in an element whose content ends at the first `</script`: it holds no `<` at all. */
export function jsonMarkup(data: unknown): Markup {
  const json = JSON.stringify(data, (_, value: unknown) =>
    typeof value === "string" ? shorten(value) : value,
  );
  return {
    markup: json.replace(
      /[<>&]/gu,
      (character) => `\\u00${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
    ),
  };
}

/** What a log mostly holds; nothing in it needs to be made visible. */
const PRINTABLE = /^[ -~]*$/u;

function shorten(text: string): string {
  if (text.length <= LONGEST && PRINTABLE.test(text)) return text;
  const rest = text.length - LONGEST;
  return visible(rest <= 0 ? text : `${text.slice(0, LONGEST)}… (${rest} more characters)`);
}

function markupOf(part: Part): string {
  if (part === null || part === false) return "";
  if (typeof part === "string") return escapeText(part);
  if (typeof part === "number") return String(part);
  return "markup" in part ? part.markup : part.map(markupOf).join("");
}
