/**
 * A word of a line of a .cmd file, in quotes: within them `&`, `(`, `^` and blanks are letters like others, and only `%` is
 * read. Delayed expansion must be off. A backslash at the end gets a dot behind it, because many programs take `\"` for a
 * quote in a word.
 *
 * @throws Error for a quote or a line end in it, which no file or folder of Windows has
 */
export function cmdWord(text: string): string {
  if (/["\r\n\0]/.test(text)) throw new Error(`cmd cannot carry ${JSON.stringify(text)}`);
  return `"${text.replaceAll("%", "%%").replace(/\\$/, "\\.")}"`;
}
