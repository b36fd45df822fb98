import type { Report } from "../model/report.ts";
import { coverageSection } from "./html/coverage.ts";
import { page } from "./html/document.ts";
import { findingSections } from "./html/findings.ts";
import { jobSections } from "./html/job.ts";
import { html } from "./html/markup.ts";
import { filterBar, overviewSection } from "./html/overview.ts";
import { placesOf } from "./html/places.ts";
import { verdictSection } from "./html/verdict.ts";
import type { RenderOptions } from "./options.ts";
import { viewReport } from "./view/view-report.ts";

/** A report as one file for a browser: it needs nothing else, also no script, and says the verdict first. */
export function renderHtml(report: Report, options: RenderOptions): string {
  const view = viewReport(report, { verbose: options.verbose });
  const places = placesOf(view);
  return page(
    view,
    html`${verdictSection(view, places)}
${filterBar(view)}
${overviewSection(view)}
${findingSections(view, places)}
${jobSections(view, places)}
${coverageSection(view)}`,
  );
}
