import type { JobView } from "../../view/report-view.ts";
import { formatDuration } from "../../view/time.ts";
import { listOf, TYPES } from "../../view/words.ts";
import { mark, time, UTC } from "../marks.ts";
import { html, type Markup } from "../markup.ts";

/** One line a job. The script makes buttons of its heads, to sort by. */
export function jobTable(jobs: readonly JobView[]): Markup {
  const rows = jobs.map((job) => {
    const names = [...new Set(job.databases.map((database) => database.name))];
    const freeze =
      job.freeze === null
        ? ""
        : html`${job.freeze.tone !== "good" && mark(job.freeze.tone)}${job.freeze.duration}`;
    return html`<tr data-j="${job.number}"><td class="n"><a href="#j${job.number}">${job.number}</a></td><td>${time(job.start ?? job.timeline.from)}</td><td>${listOf(job.servers, 2)}</td><td>${TYPES[job.type].word}</td><td>${listOf(names, 3)}</td><td class="n">${job.seconds === null ? "" : formatDuration(job.seconds)}</td><td class="n">${freeze}</td><td>${mark(job.tone)}${job.result}</td></tr>
`;
  });
  return html`<h3 id="all-jobs">All jobs</h3>
<div class="scroll" role="region" aria-label="All jobs" tabindex="0"><table class="all"><thead><tr><th scope="col" class="n" data-sort="number">Job</th><th scope="col" data-sort="start">Start${UTC}</th><th scope="col" data-sort="server">Server</th><th scope="col" data-sort="type">Type</th><th scope="col" data-sort="database">Databases</th><th scope="col" class="n" data-sort="seconds">Took</th><th scope="col" class="n" data-sort="freeze">Freeze</th><th scope="col" data-sort="rank">Result</th></tr></thead><tbody>
${rows}</tbody></table></div>`;
}
