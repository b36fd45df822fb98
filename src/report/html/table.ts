import { html, type Markup, type Part } from "./markup.ts";

/** A column of a table: its head, and whether figures stand in it. */
export interface Column {
  readonly head: Part;
  readonly figure?: boolean;
}

/** A table, without the end tags that HTML does not need, that scrolls by itself where the screen is narrow, also by keyboard; nothing without rows. */
export function table(
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly Part[])[],
  kind = "",
): Markup | null {
  if (rows.length === 0) return null;
  const heads = columns.map(
    ({ head, figure }) => html`<th scope="col"${figure === true ? html` class="n"` : null}>${head}`,
  );
  const body = rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, index) => html`<td${columns[index]?.figure === true ? html` class="n"` : null}>${cell}`)}
`,
  );
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table${kind !== "" && html` class="${kind}"`}><thead><tr>${heads}</thead><tbody>
${body}</tbody></table></div>`;
}
