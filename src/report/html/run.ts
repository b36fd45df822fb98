import type { RunColumn } from "../view/report-view.ts";
import { html, type Markup, type Part } from "./markup.ts";

/** A like event: the id of its row, its first cells, and its place among the parts of the columns. */
export interface LikeRow {
  readonly id: string;
  readonly cells: readonly Part[];
  readonly at: number;
}

/** The events of a run behind its first one, a short row each. The heads tell what all have around what differs. */
export function runTable(
  heads: readonly Part[],
  columns: readonly RunColumn[],
  rows: readonly LikeRow[],
): Markup {
  const told = columns.map(
    ({ strings }) =>
      html`<th>${strings.map(({ number, before, after }, index) => `${index > 0 ? ", " : ""}%${number} ${before}…${after}`)}`,
  );
  const lines = rows.map(
    ({ id, cells, at }) =>
      html`<tr id="${id}">${[...cells, ...columns.map(({ parts }) => parts[at] ?? "")].map((cell) => html`<td>${cell}`)}`,
  );
  return html`<table class="run"><tr>${heads.map((head) => html`<th>${head}`)}${told}${lines}</table>`;
}
