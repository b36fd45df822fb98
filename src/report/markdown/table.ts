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
