import type { EventRef } from "../model/event.ts";
import type { Finding } from "../model/finding.ts";
import type { Job } from "../model/job.ts";

/** A job with what was found of it. */
interface Told {
  readonly job: Job;
  readonly findings: readonly Finding[];
}

/**
 * What the findings of later jobs say of this one: JOBS_OVERLAP belongs to the job that began second, and who is told of the
 * first alone would not hear of it.
 *
 * @param others jobs as they were judged; this one may be among them
 */
export function metLater(job: Job, others: readonly Told[]): readonly Finding[] {
  const own = new Set(job.events.map(keyOf));
  return others
    .filter((other) => other.job.id !== job.id)
    .flatMap(({ job: other, findings }) =>
      findings
        // Its evidence is the first event of each of the two.
        .filter(({ code, evidence }) => code === "JOBS_OVERLAP" && evidence.some((e) => own.has(keyOf(e))))
        .map((found) => ({
          ...found,
          id: "",
          job: job.id,
          server: job.servers[0] ?? found.server,
          title: "Another backup of the database began meanwhile",
          detail: `${found.detail} The other one, ${other.id}, began while this one ran.`,
        })),
    );
}

function keyOf({ server, channel, recordId, provider, eventId, time }: EventRef): string {
  return JSON.stringify([server, channel, recordId, provider, eventId, time]);
}
