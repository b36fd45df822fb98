import { visible } from "../visible.ts";

/** No log needs more in a ticket; the JSON report holds texts whole. */
const LONGEST = 500;

/**
 * What Markdown or GitHub would act upon: characters to escape; `!` before an image; a list, heading or
 * quote at the beginning; and the first part of a mention, an issue number, a bare link or an emoji.
 */
const ACTIVE =
  /[\\`*_[\]<>&|~$]|!(?=\[)|^[-+=]|^\d+(?=[.)](?:\s|$))|@(?=\w)|#(?=\d)|^#+|\bGH-(?=\d)|\bwww(?=\.)|:(?=\/\/)|:(?=(?:[-+]1|100|1234|[\w+-]*[a-z][\w+-]*):)/giu;

/**
 * Foreign text as GitHub-flavoured Markdown that shows what it says and does nothing: no HTML, links,
 * emphasis, mentions, issue numbers or emoji. Safe in a table cell and at the beginning of a line.
 * Mentions and bare links are recognised after the Markdown is rendered, so no backslash stops them;
 * an empty HTML space (`&#8203;`) between their characters does.
 */
export function prose(text: string, longest = LONGEST): string {
  return visible(shorten(text, longest)).replace(ACTIVE, (match) => {
    const entity = ENTITIES[match];
    if (entity !== undefined) return entity;
    return /^[*_[\]~$!+=-]$/u.test(match) ? `\\${match}` : `${match}&#8203;`;
  });
}

/** A reference: a plain https address becomes a link, anything else stays text. */
export function reference(text: string): string {
  return /^https:\/\/[a-z\d.-]+(?:\/[\w./%?=&+-]*)?(?:#[\w-]+)?$/iu.test(text) ? `<${text}>` : prose(text);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  "|": "&#124;",
  "\\": "&#92;",
  "`": "&#96;",
};

function shorten(text: string, longest: number): string {
  return text.length <= longest
    ? text
    : `${text.slice(0, longest)}… (${text.length - longest} more characters)`;
}
