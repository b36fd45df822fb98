const ROW = /^\s*[0-9a-f]{4,8}:\s+([0-9a-f]{2}|[0-9a-f]{8})(?=\s|$)/i;
/** Event Viewer shows eight bytes, or four words, in a row. */
const BYTES = 8;
const WORDS = 4;

/** Whether the line is a row of a dump: `0008: 6e 20 70 72 6f 67 72 65 n progre`. */
export function isHexRow(line: string): boolean {
  return ROW.test(line);
}

/** The rows of a dump that lost its line ends. */
export function hexRowsOf(text: string): readonly string[] {
  return text.split(/(?<=\s|^)(?=[0-9a-f]{4}: )/i).filter(isHexRow);
}

/** The bytes of the rows as upper-case hex; null when there are none. */
export function binaryOfRows(rows: readonly string[]): string | null {
  const hex = rows.map(bytesOfRow).join("").toUpperCase();
  return hex === "" ? null : hex;
}

function bytesOfRow(row: string): string {
  const tokens = row.replace(/^\s*[0-9a-f]+:\s+/i, "").split(/\s+/, 2 * BYTES);
  if (/^[0-9a-f]{8}$/i.test(tokens[0] ?? "")) return wordsOf(tokens);
  let count = 0;
  while (count < BYTES && /^[0-9a-f]{2}$/i.test(tokens[count] ?? "")) count += 1;
  return tokens.slice(0, bytesBeforeText(tokens, count)).join("");
}

/** In a short last row the column of characters can itself look like bytes. */
function bytesBeforeText(tokens: readonly string[], count: number): number {
  for (let bytes = count; bytes > 0; bytes -= 1) {
    const shown = tokens.slice(0, bytes).map(characterOf).join("").replace(/\s/g, "");
    if (shown !== "" && shown === tokens.slice(bytes).join("")) return bytes;
  }
  return count;
}

function characterOf(byte: string): string {
  const code = Number.parseInt(byte, 16);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : ".";
}

/** Words stand with their highest byte first, in memory with their lowest. */
function wordsOf(tokens: readonly string[]): string {
  return tokens
    .slice(0, WORDS)
    .filter((token) => /^[0-9a-f]{8}$/i.test(token))
    .map((word) => (word.match(/../g) ?? []).reverse().join(""))
    .join("");
}
