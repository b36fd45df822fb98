import type { JobFacts } from "../../correlate/assess/index.ts";
import { shortName } from "../../model/names.ts";
import type { Coverage, Gap } from "../../model/report.ts";
import { listOf, moment, serverName } from "../phrases.ts";
import type { Hit, Rule } from "../rule.ts";

/** Records are missing in the midst of a log that was read. */
export const eventsLost: Rule = {
  meta: {
    code: "EVENTS_LOST",
    severity: "warning",
    title: "Records missing from a log",
    when: "The record numbers of a log have gaps: it was cleared, rolled over between two exports, or a part of an export is missing.",
    cause:
      "What happened in a gap is not known. A job that it touches may have gone another way than it seems, and the absence of an event proves nothing there.",
    remedy: [
      "Export the whole log again, or add the archived logs of that time.",
      "Raise the maximum size of the log, so that it holds at least some days.",
      "If the log was cleared, ask who did it.",
    ],
    references: ["docs/correlation.md"],
  },
  check: ({ jobs, context }) =>
    context.coverage
      .filter((log) => log.gaps.length > 0)
      .map((log) => hitOfLog(log, jobs, context.settings.maxJobSeconds)),
};

function hitOfLog(log: Coverage, jobs: readonly JobFacts[], maxJobSeconds: number): Hit {
  const touched = jobs.filter((facts) => log.gaps.some((gap) => touches(gap, log, facts, maxJobSeconds)));
  const ids = touched.map((facts) => facts.result.id);
  const [only] = ids;
  const which = ids.length === 0 ? "No job is touched." : `Touched: job ${listOf(ids, 5)}.`;
  return {
    ...(ids.length === 1 && only !== undefined ? { job: only } : {}),
    server: log.server,
    detail: `${log.channel === "" ? "The log" : `The log ${log.channel}`} of ${serverName(log.server)} lacks ${listOf(log.gaps.map(range), 5)}. ${which}`,
    evidence: [],
  };
}

function range({ afterRecord, beforeRecord, missing, from, to }: Gap): string {
  const between = `between ${moment(Date.parse(from))} and ${moment(Date.parse(to))}`;
  if (beforeRecord <= afterRecord) {
    const known = missing > 0 ? `, at least ${missing} of them` : "";
    return `an unknown number of records ${between}, where the log was cleared${known}`;
  }
  const first = afterRecord + 1;
  const last = beforeRecord - 1;
  const records = missing === 1 ? `record ${first}` : `records ${first} to ${last} (${missing})`;
  return `${records} ${between}`;
}

/** A job whose end was not found may have ended in a gap behind its last event, as long as a job may take. */
function touches(gap: Gap, log: Coverage, { job, result }: JobFacts, maxJobSeconds: number): boolean {
  if (shortName(log.server) !== job.server || job.opened === null) return false;
  const open = result.outcome === "incomplete" && result.end === null;
  const until = open ? job.opened + maxJobSeconds * 1000 : (job.last ?? job.opened);
  return Date.parse(gap.from) <= until && Date.parse(gap.to) >= job.opened;
}
