/**
 * A text as a literal of PowerShell: nothing in it is read as anything else. PowerShell takes the typographic quotes for
 * plain ones.
 *
 * @throws Error for a line end in it, which no name or path has
 */
export function shellLiteral(text: string): string {
  if (/[\r\n\0]/.test(text)) throw new Error(`PowerShell cannot carry ${JSON.stringify(text)}`);
  return `'${text.replace(/['\u2018-\u201b]/g, "$&$&")}'`;
}
