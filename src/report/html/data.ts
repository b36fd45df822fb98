import type { ReportView } from "../view/report-view.ts";
import { RANKED } from "../view/words.ts";
import { jsonMarkup, type Markup } from "./markup.ts";

/** What the script filters and sorts by; page/script/data.js names the same fields. */
export function pageData(view: ReportView): Markup {
  const groups = [...view.findings, ...view.notes];
  const codes = new Map<string, Set<string>>();
  for (const { code, occurrences } of groups)
    for (const { job } of occurrences)
      if (job !== null) codes.set(job, (codes.get(job) ?? new Set()).add(code));
  return jsonMarkup({
    jobs: view.jobs.map((job) => ({
      number: job.number,
      rank: RANKED.indexOf(job.tone),
      tone: job.tone,
      type: job.type,
      start: job.start ?? job.timeline.from,
      end: job.end ?? job.timeline.to,
      servers: job.servers,
      databases: [...new Set(job.databases.map((database) => database.name))],
      seconds: job.seconds,
      freeze: job.freeze?.seconds ?? null,
      codes: [...(codes.get(job.id) ?? [])],
    })),
    findings: groups.map(({ code, tone, occurrences }) => ({
      code,
      tone,
      occurrences: occurrences.map(({ jobNumber, server, database }) => ({
        job: jobNumber,
        server,
        database,
      })),
    })),
  });
}
