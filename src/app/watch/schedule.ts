import type { JobFacts } from "../../correlate/assess/index.ts";
import { shortName } from "../../model/names.ts";
import type { Coverage } from "../../model/report.ts";
import type { Settings } from "../../model/settings.ts";

/** A time at which a verdict can change although nothing is logged: it is reached when the server's log was read so far. */
export interface Deadline {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Short name. */
  readonly server: string;
  readonly job: string;
  readonly what: "freeze" | "job" | "truncation";
}

/** The deadlines of jobs that are not settled yet. */
export function deadlinesOf(facts: readonly JobFacts[], settings: Settings): readonly Deadline[] {
  return facts.flatMap(({ result, job }) => {
    const deadline = (what: Deadline["what"], at: number, server = job.server): Deadline => ({
      at,
      server: shortName(server),
      job: result.id,
      what,
    });
    const freezes = [result.freeze, ...result.databases.map(({ freeze }) => freeze)];
    const frozen = freezes.filter((freeze) => freeze !== null && freeze.end === null);
    const { warnSeconds, criticalSeconds, limitSeconds } = settings.freeze;
    const limits = [warnSeconds, criticalSeconds, limitSeconds];
    return [
      ...frozen.flatMap((freeze) =>
        limits.map((seconds) => deadline("freeze", Date.parse(freeze?.start ?? "") + seconds * 1000)),
      ),
      ...(result.outcome === "running" && job.opened !== null
        ? [deadline("job", job.opened + settings.maxJobSeconds * 1000)]
        : []),
      ...result.databases.flatMap(({ truncation: { state, deadline: until, copies } }) =>
        until === undefined || (state !== "requested" && state !== "unproven")
          ? []
          : [job.server, ...copies.map(({ server }) => server)].map((server) =>
              deadline("truncation", Date.parse(until), server),
            ),
      ),
    ];
  });
}

/** How far each server's Application log was read, in milliseconds since 1970, by short name. */
export function reachedOf(coverage: readonly Coverage[]): ReadonlyMap<string, number> {
  const reached = new Map<string, number>();
  for (const { server, channel, last } of coverage) {
    if (channel.toLowerCase() === "system") continue;
    const name = shortName(server);
    reached.set(name, Math.max(reached.get(name) ?? Number.NEGATIVE_INFINITY, Date.parse(last)));
  }
  return reached;
}

/** Whether a deadline was reached between two readings of the logs. */
export function anyReached(
  deadlines: readonly Deadline[],
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): boolean {
  return deadlines.some(({ at, server }) => {
    const [was, is] = [before.get(server) ?? Number.NEGATIVE_INFINITY, now.get(server)];
    return is !== undefined && at > was && at <= is;
  });
}
