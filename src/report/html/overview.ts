import type { ReportView } from "../view/report-view.ts";
import { html, type Markup } from "./markup.ts";
import { databasesOverview } from "./overview/databases.ts";
import { filters } from "./overview/filters.ts";
import { jobTable } from "./overview/jobs.ts";
import { overlapsOverview } from "./overview/overlaps.ts";

/** Many jobs at a glance; nothing for one. */
export function overviewSection(view: ReportView): Markup | null {
  if (view.jobs.length < 2) return null;
  return html`<section aria-labelledby="overview"><h2 id="overview">Overview</h2>
${databasesOverview(view)}
${overlapsOverview(view.jobs)}
${jobTable(view.jobs)}</section>`;
}

/** Above all that can be filtered: the overview, the findings and the jobs. */
export function filterBar(view: ReportView): Markup | null {
  return view.jobs.length < 2 ? null : filters();
}
