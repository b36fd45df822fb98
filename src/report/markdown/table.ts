/** A table of cells that are Markdown already, without line breaks and bare pipes; none without rows. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell || " ").join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line), ""];
}

/** Folded away until it is clicked. The summary is Markdown without block elements. */
export function details(summary: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0
    ? []
    : ["<details>", `<summary>${summary}</summary>`, "", ...lines, "</details>", ""];
}

/** Lines that stand or go together: nothing in them begins or ends elsewhere. */
export type Block = readonly string[];

/** As many blocks, in order, as fit into so many characters, and how many do not. */
export function within(
  blocks: readonly Block[],
  most: number,
): { readonly lines: readonly string[]; readonly leftOut: number } {
  const lines: string[] = [];
  let room = most;
  let leftOut = 0;
  for (const block of blocks) {
    const length = block.reduce((sum, line) => sum + line.length + 1, 0);
    if (length > room) {
      leftOut += 1;
      continue;
    }
    room -= length;
    lines.push(...block);
  }
  return { lines, leftOut };
}
