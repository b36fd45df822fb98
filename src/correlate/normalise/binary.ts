/** More than any text of a known event ("- Code: ...- User: ..." of VSS has some 250). */
const MOST_DIGITS = 2048;

/** Binary data as text where it is one ("Backup in progress." of Exchange 2003), or null. */
export function asciiOf(hex: string | null): string | null {
  if (hex === null || hex.length < 6 || hex.length > MOST_DIGITS || !/^[2-7]/.test(hex)) return null;
  let text = "";
  for (let at = 0; at + 1 < hex.length; at += 2) {
    const code = Number.parseInt(hex.slice(at, at + 2), 16);
    // Only the end may hold zeros.
    if (code === 0) return /^0*$/.test(hex.slice(at)) ? text.trim() || null : null;
    if (!(code >= 0x20 && code < 0x7f) && code !== 0x0d && code !== 0x0a && code !== 0x09) return null;
    text += String.fromCharCode(code);
  }
  return text.trim() || null;
}
