const ASCII = /^[ -~]*$/;

/**
 * The lines of a script, each with the end that Windows programs need: Diskshadow loses the last character of a line that
 * ends in a line feed alone.
 *
 * @throws Error for what is not plain ASCII: Diskshadow and cmd read it in a code page that nobody can be sure of
 */
export function scriptText(lines: readonly string[]): string {
  const strange = lines.find((line) => !ASCII.test(line));
  if (strange !== undefined) throw new Error(`not plain ASCII: ${JSON.stringify(strange)}`);
  return lines.map((line) => `${line}\r\n`).join("");
}

/** Foreign text for a comment: what is not a plain word is left out, so that no alias, variable or line end is in it. */
export function commentWords(text: string): string {
  return text.replace(/[^A-Za-z0-9 ._-]+/g, "?").slice(0, 80);
}

/** A GUID as Diskshadow writes it: `{...}`. */
export function braced(guid: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(guid)) {
    throw new Error(`not a GUID: ${JSON.stringify(guid)}`);
  }
  return `{${guid.toLowerCase()}}`;
}
