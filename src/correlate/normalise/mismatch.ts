import { rowsOfProvider } from "../../catalogue/index.ts";
import type { CatalogueRow } from "../../model/catalogue.ts";
import { matchTemplate, type PlainText } from "./template.ts";

/**
 * The id that a text belongs to when it is not this row's: the words of another event of the same provider are
 * all there, and its own are not. A translated text has neither and is no mismatch. Null when all is well.
 */
export function textBelongsTo(row: CatalogueRow, plain: PlainText): number | null {
  if (row.id === null || matchTemplate(row, plain) !== null) return null;
  let best: CatalogueRow | null = null;
  for (const other of rowsOfProvider(row.provider)) {
    if (other === row || other.template === null || matchTemplate(other, plain) === null) continue;
    if (best === null || other.template.length > (best.template ?? "").length) best = other;
  }
  return best?.id ?? null;
}
