import type { JobFacts } from "../../correlate/assess/index.ts";
import type { BackupEvent } from "../../model/event.ts";
import { shortName } from "../../model/names.ts";
import { groupOf, hitOf } from "../groups.ts";
import { duration, eventsOf, groupBy, serverName } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** Both ends of a passive copy's backup are logged on two servers at the same moments, and their times differ. */
export const clockSkew: Rule = {
  meta: {
    code: "CLOCK_SKEW",
    severity: "warning",
    title: "Clocks of two servers disagree",
    when: "Begin and end of one backup of a passive copy stand on both servers (960 and 210, completion and 213), and both differ in the same direction by more than 60 s.",
    cause:
      "One of the servers has a wrong time. Events of several servers can then not be put into one order, and Kerberos refuses to work when the difference passes five minutes.",
    remedy: [
      "Check the time source of both servers (`w32tm /query /status`), and of the host if they are virtual.",
      "Allow for the difference when you read the times in this report.",
    ],
    references: ["docs/correlation.md"],
  },
  check: ({ jobs, context }) =>
    jobs.flatMap((facts) =>
      skews(facts)
        .filter(({ seconds }) => Math.abs(seconds) > context.settings.clockSkewSeconds)
        .map(({ seconds, server, evidence }) => {
          const own = facts.result.servers[0] ?? facts.job.server;
          const direction = seconds > 0 ? "ahead of" : "behind";
          return hitOf(groupOf(facts, null, evidence), {
            server,
            detail: `The clock of ${serverName(server)} is about ${duration(Math.abs(seconds))} ${direction} that of ${serverName(own)}.`,
          });
        }),
    ),
};

interface Skew {
  readonly seconds: number;
  readonly server: string;
  readonly evidence: readonly BackupEvent[];
}

function skews(facts: JobFacts): Skew[] {
  const own = (e: BackupEvent) => e.server === facts.job.server;
  const begun = eventsOf(facts, "surrogate-running").filter(own);
  const done = eventsOf(
    facts,
    "writer-database-truncating",
    "writer-database-not-truncating",
    "writer-completed",
  );
  const theirs = eventsOf(facts, "surrogate-started", "surrogate-ended").filter((e) => !own(e));
  return [...groupBy(theirs, (e) => shortName(e.ref.server)).values()].flatMap((events) => {
    const start = difference(events, "surrogate-started", begun);
    const end = difference(events, "surrogate-ended", done.filter(own));
    if (start === null || end === null || Math.sign(start.ms) !== Math.sign(end.ms)) return [];
    const ms = Math.abs(start.ms) < Math.abs(end.ms) ? start.ms : end.ms;
    return [
      {
        seconds: ms / 1000,
        server: start.theirs.ref.server,
        evidence: [start.own, start.theirs, end.own, end.theirs],
      },
    ];
  });
}

/** How much later the other server's first event of a kind stands than the nearest of the job's own. */
function difference(
  theirs: readonly BackupEvent[],
  signal: BackupEvent["signal"],
  own: readonly BackupEvent[],
): { ms: number; own: BackupEvent; theirs: BackupEvent } | null {
  const other = theirs.find((e) => e.signal === signal);
  if (other === undefined || other.time === null) return null;
  const time = other.time;
  const pairs = own.flatMap((e) => (e.time === null ? [] : [{ ms: time - e.time, own: e, theirs: other }]));
  return pairs.sort((a, b) => Math.abs(a.ms) - Math.abs(b.ms))[0] ?? null;
}
