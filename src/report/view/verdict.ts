import type { Report } from "../../model/report.ts";
import type {
  CoverageView,
  FindingGroup,
  InputView,
  JobCounts,
  JobView,
  OccurrenceView,
  VerdictView,
} from "./report-view.ts";
import { shortServer } from "./server.ts";
import { formatCount, formatPeriod, formatSeconds, toMillis } from "./time.ts";
import { listOf, OUTCOMES, plural, VERDICTS } from "./words.ts";

interface Parts {
  readonly jobs: readonly JobView[];
  readonly findings: readonly FindingGroup[];
  readonly coverage: readonly CoverageView[];
  readonly inputs: readonly InputView[];
}

/** The verdict in words: what an administrator reads first, and perhaps only. */
export function viewVerdict(report: Report, parts: Parts): VerdictView {
  const { verdict } = report.summary;
  const counts = countJobs(parts.jobs);
  const worst = parts.findings[0];
  const unjudged = unjudgedOf(report, parts);
  const read = readOf(parts);
  return {
    verdict,
    tone: VERDICTS[verdict].tone,
    // Nothing was found to be good where there was nothing to judge.
    word: verdict === "ok" && counts.jobs === 0 ? "OK" : VERDICTS[verdict].word,
    headline: headlineOf(verdict, counts, worst),
    why: whyOf(verdict, counts, worst, unjudged, parts, read),
    remedy: worst?.remedy[0] ?? null,
    worst: worst?.occurrences[0]?.id ?? null,
    counts,
    tally: tallyOf(counts),
    unjudged,
    read,
  };
}

function countJobs(jobs: readonly JobView[]): JobCounts {
  const count = (tone: JobView["tone"]): number => jobs.filter((job) => job.tone === tone).length;
  return {
    jobs: jobs.length,
    good: count("good"),
    warning: count("warning"),
    failure: count("failure"),
    failed: jobs.filter((job) => OUTCOMES[job.outcome].tone === "failure").length,
    unproven: count("unproven"),
  };
}

function tallyOf(counts: JobCounts): string {
  const parts = [
    [counts.good, "good"],
    [counts.warning, "with warnings"],
    [counts.failed, "failed"],
    [counts.failure - counts.failed, "ended but not good"],
    [counts.unproven, "not proven"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  return `${formatCount(counts.jobs)}: ${told.join(", ")}`;
}

function headlineOf(verdict: Report["summary"]["verdict"], counts: JobCounts, worst?: FindingGroup): string {
  const { jobs, failure, warning, unproven } = counts;
  if (jobs === 0 && verdict === "ok") return "No backup job of Exchange in these logs.";
  if (verdict === "ok")
    return jobs === 1 ? "The backup is good." : `All ${formatCount(jobs)} backups are good.`;
  if (verdict === "failure" && failure > 0)
    return counts.failed === failure
      ? share(failure, jobs, "failed", "has failed", "have failed")
      : share(failure, jobs, "is not good", "is not good", "are not good");
  if (verdict === "warning" && warning > 0)
    return share(warning, jobs, "needs attention", "needs attention", "need attention");
  if (verdict === "unknown" && unproven > 0)
    return share(unproven, jobs, "is not proven good", "is not proven good", "are not proven good");
  if (verdict === "unknown")
    return jobs === 0 ? "Whether backups ran cannot be judged." : "Not everything could be judged.";
  return `${worst?.title ?? "Something is wrong outside of the jobs"}.`.replace(/\.\.$/u, ".");
}

function share(count: number, all: number, only: string, one: string, many: string): string {
  if (all === 1) return `The backup ${only}.`;
  if (count === all && many === "are not proven good")
    return `None of the ${formatCount(all)} backups is proven good.`;
  if (count === all) return `All ${formatCount(all)} backups ${many}.`;
  return `${formatCount(count)} of ${formatCount(all)} backups ${count === 1 ? one : many}.`;
}

function whyOf(
  verdict: Report["summary"]["verdict"],
  counts: JobCounts,
  worst: FindingGroup | undefined,
  unjudged: readonly string[],
  parts: Parts,
  read: string,
): string {
  if ((verdict === "failure" || verdict === "warning") && worst !== undefined) return whyOfFinding(worst);
  if (verdict === "unknown") return unjudged[0] ?? "The logs do not tell enough.";
  if (verdict === "ok" && counts.jobs > 0) return whyGood(parts.jobs);
  return verdict === "ok" ? read : "See the jobs below.";
}

function whyOfFinding(worst: FindingGroup): string {
  const [first] = worst.occurrences;
  const more = worst.occurrences.length - 1;
  return `${first === undefined ? worst.title : titleWithSubject(first)}${more > 0 ? `, and ${more} more of this kind` : ""}.`;
}

/** The title of a finding, with the database and server that it is about unless it names them itself. */
export function titleWithSubject(occurrence: OccurrenceView): string {
  const title = occurrence.title.replace(/\.$/u, "");
  const name = occurrence.database ?? occurrence.server;
  const named = name === null || title.toLowerCase().includes(name.toLowerCase());
  return named ? title : `${title} (${occurrence.subject})`;
}

/** Why good backups are good: the slowest freeze, and what became of the logs. */
function whyGood(jobs: readonly JobView[]): string {
  const freezes = jobs.flatMap((job) => job.freeze?.seconds ?? []);
  const sentences: string[] = [];
  if (freezes.length > 0)
    sentences.push(
      `${freezes.length > 1 ? "the longest freeze took" : "the freeze took"} ${formatSeconds(freezes.reduce((a, b) => Math.max(a, b)))}`,
    );
  const logs = new Set(jobs.flatMap((job) => job.databases.map((database) => database.truncation.word)));
  if (logs.size > 0) sentences.push(`logs: ${[...logs].join(", ")}`);
  const text = sentences.join("; ");
  return text === "" ? "Nothing speaks against it." : `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

/** What the report itself notes, else what the jobs show; never silent where the verdict is `unknown`. */
function unjudgedOf(report: Report, parts: Parts): readonly string[] {
  if (report.summary.notes.length > 0) return report.summary.notes;
  const notes: string[] = [];
  if (parts.inputs.every((input) => input.records === 0) && parts.jobs.length === 0)
    notes.push(
      parts.inputs.length === 0
        ? "Nothing was given to read."
        : "None of the inputs held a record that could be read.",
    );
  const cut = parts.jobs.filter((job) => job.outcome === "running" || job.outcome === "incomplete");
  if (cut.length > 0)
    notes.push(
      `${plural(cut.length, "job")} not wholly in the logs: ${listOf(
        cut.map((job) => job.title),
        3,
      )}.`,
    );
  const unproven = parts.jobs.flatMap((job) =>
    job.databases
      .filter((database) => database.truncation.state === "unproven")
      .map((database) => database.name),
  );
  if (unproven.length > 0)
    notes.push(`The logs do not prove that truncation happened for ${listOf([...new Set(unproven)], 3)}.`);
  return notes;
}

/** `Read: 2 logs of MBX1, MBX2, 48,210 records, 2026-03-01 20:00:00 to 23:30:00 UTC.` */
function readOf({ coverage, inputs }: Parts): string {
  if (coverage.length === 0) {
    const records = inputs.reduce((sum, input) => sum + input.records, 0);
    return `Read: ${plural(inputs.length, "input")}, ${plural(records, "record")}.`;
  }
  const servers = [...new Set(coverage.map((log) => shortServer(log.server)))];
  const records = coverage.reduce((sum, log) => sum + log.records, 0);
  const first = coverage
    .map((log) => log.first)
    .reduce((a, b) => ((toMillis(a) ?? 0) <= (toMillis(b) ?? 0) ? a : b));
  const last = coverage
    .map((log) => log.last)
    .reduce((a, b) => ((toMillis(a) ?? 0) >= (toMillis(b) ?? 0) ? a : b));
  return `Read: ${plural(coverage.length, "log")} of ${listOf(servers, 3)}, ${plural(records, "record")}, ${formatPeriod(first, last)}.`;
}
