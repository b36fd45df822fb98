import { html, type Markup } from "../markup.ts";

/** Filters for the script, which fills them with what there is and shows them; without it they stay away. */
export function filters(): Markup {
  const choice = (name: string, label: string): Markup =>
    html`<label>${label}<select name="${name}"><option value="">all</option></select></label>`;
  return html`<form id="filters" hidden role="search" aria-label="Filter jobs and findings">
${choice("tone", "Result")}${choice("server", "Server")}${choice("database", "Database")}${choice("code", "Finding")}
<label>From<input type="date" name="from"></label><label>To<input type="date" name="to"></label>
<button type="reset">Clear</button> <output name="count" aria-live="polite"></output></form>`;
}
