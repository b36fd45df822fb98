import type { BackupEvent } from "../../model/event.ts";
import { isFreezeFailure } from "../failures.ts";
import { type Group, hitOf, jobGroups, strayGroups } from "../groups.ts";
import { eventsOf, withErrors } from "../phrases.ts";
import type { Case, Hit, Rule } from "../rule.ts";

/** 2002, 2028, 9611 and the failed thaws; a thaw that fails because the engine timed out is no second finding. */
export const freezeFailed: Rule = {
  meta: {
    code: "FREEZE_FAILED",
    severity: "failure",
    title: "Freeze or thaw failed",
    when: "ESE (2002) or the writer (2028, 9611) could not freeze, or the writer could not thaw (2030, 9613) although ESE did not time out. Failed freezes of other engines on the server are told without a job.",
    cause:
      "A database could not be brought to a state that a snapshot may be taken of, so the job has no usable snapshot. The code tells why: -2403 another backup or a recovery is running, -529 the log drive is full, -560 an incremental has no full backup to start from.",
    remedy: [
      "Start from the code that the finding gives: it names the obstacle.",
      "For -2403: end the other backup, or restart the service that holds the database if none runs.",
      "For -529 or -1808: make room on the log volume; do not remove log files by hand.",
      "Run the backup again and check that the freeze is followed by a thaw.",
    ],
    references: [
      "microsoft/Extensible-Storage-Engine dev/ese/src/ese/io.cxx: event 2002 ends the session",
      "KB 933779: 9611 and 2002 with -2403",
    ],
  },
  check: (input) => [...input.jobs.flatMap(ofJob), ...withoutJob(input)],
};

function ofJob(facts: Case["jobs"][number]): Hit[] {
  const timedOut = eventsOf(facts, "session-timed-out").length > 0;
  const groups = jobGroups(facts, isFreezeFailure, "database");
  // With a timeout the writer's own failures only repeat it; what another database's engine refused stays.
  const told = groups.filter(
    (group) => !timedOut || group.events.some((e) => e.signal === "session-freeze-failed"),
  );
  return told.map((group) => {
    const name = group.database?.name ?? "the job";
    const thaw = group.events.every((e) => e.signal === "writer-thaw-failed");
    const what = thaw ? `The thaw of ${name} failed` : `The freeze of ${name} failed`;
    return hitOf(group, {
      detail: `${what}${withErrors(group.events)}.`,
      ...(thaw ? { title: "Thaw failed" } : {}),
    });
  });
}

function withoutJob(input: Case): Hit[] {
  return strayGroups(input.strays, isFreezeFailure, engineOf).map((group) => {
    const other = group.events.every((e) => !e.exchange);
    const errors = withErrors(group.events);
    return hitOf(group, {
      ...(other ? { title: "Freeze failed outside Exchange" } : {}),
      detail: other
        ? `The engine of ${who(group)} could not be frozen${errors}. This is no backup job of Exchange, but it fails the snapshot set that it belongs to.`
        : `A freeze or thaw failed${errors}; the log does not tell of which job.`,
    });
  });
}

function engineOf(event: BackupEvent): string {
  return `${event.ref.provider}/${event.keys.process ?? ""}/${event.keys.pid ?? ""}`;
}

function who({ events }: Group): string {
  const [event] = events;
  return event?.keys.process ?? event?.ref.provider ?? "another product";
}
