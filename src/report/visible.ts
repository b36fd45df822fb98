/**
 * What must not reach a terminal, a page or a ticket as it is: controls and escapes, format characters
 * (bidi overrides among them), lone surrogates, private and unassigned code points, line and paragraph
 * separators, and code points that show nothing at all.
 */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** More marks on one letter than any script needs would run over the lines above and below. */
const STACKED_MARKS = /^\p{M}+|(?<=\p{M}{3})\p{M}+/gu;

const BLANKS = /[\s\u0085]+/gu;
const LINE_BREAK = /[\r\n\u0085\u2028\u2029]/u;

/**
 * Foreign text made harmless and visible on one line: `\x1b`, `\u202e`; line breaks as `⏎`. With
 * `unicode` false everything beyond ASCII is written as `\u{...}` too. Done twice it changes nothing.
 */
export function visible(text: string, unicode = true): string {
  const lineBreak = unicode ? " ⏎ " : " \\n ";
  const line = text.replace(BLANKS, (blanks, at: number) => {
    if (!LINE_BREAK.test(blanks)) return blanks.replaceAll("\t", " ");
    return at + blanks.length === text.length ? "" : lineBreak;
  });
  if (!unicode) return line.replace(/[^ -~]/gu, escapeOf);
  return line.replace(UNSAFE, escapeOf).replace(STACKED_MARKS, stackOf);
}

/** The marks that are too many: the first one, and how many follow. */
function stackOf(marks: string): string {
  const more = [...marks].length - 1;
  return escapeOf(marks) + (more > 0 ? `{+${more} marks}` : "");
}

/** A JavaScript escape of a code point, which administrators can look up. */
export function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\u{${code.toString(16)}}`;
}
