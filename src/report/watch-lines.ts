import type { Report } from "../model/report.ts";
import type { RenderOptions } from "./options.ts";
import { paint, penFor } from "./text/pen.ts";
import { formatTime } from "./view/time.ts";
import { viewReport } from "./view/view-report.ts";

/** Job lines without those that say again what the one before said of that job. */
export function createJobLines(): (report: Report, options: RenderOptions) => string {
  const said = new Map<string, string>();
  return (report, options) => {
    const line = renderJobLine(report, options);
    const id = report.jobs[0]?.id ?? "";
    if (said.get(id) === line) return "";
    // The newest last: whoever has said nothing for long is forgotten first.
    said.delete(id);
    said.set(id, line);
    const [oldest] = said.keys();
    if (said.size > MOST_SAID && oldest !== undefined) said.delete(oldest);
    return line;
  };
}

const MOST_SAID = 1_000;

/** A line is wrapped by the terminal rather than cut: it is all that is said. */
const WIDTH = 1_000;

/** A job as a watcher tells of it while it goes on watching: when, how good, what, and what to call it by. */
function renderJobLine(report: Report, options: RenderOptions): string {
  const view = viewReport(report, { verbose: false });
  const pen = penFor({ ...options, width: WIDTH });
  return view.jobs
    .map((job) => {
      const time = formatTime(job.end ?? job.start ?? view.generatedAt);
      const style = job.tone === "good" ? "plain" : job.tone;
      const line = [
        pen.say(`${time} `, "dim"),
        pen.mark(job.tone),
        pen.say(` ${job.title}: `),
        pen.say(job.result, style),
        pen.say(` (${job.id.slice(0, 8)})`, "dim"),
      ];
      return paint([line], pen, options.color);
    })
    .join("");
}
