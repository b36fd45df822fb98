import { hitOf } from "../groups.ts";
import { dismountsOf } from "../lost.ts";
import { idsOf, moment } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** 327 or 103 between snapshot and completion. */
export const databaseDismounted: Rule = {
  meta: {
    code: "DATABASE_DISMOUNTED",
    severity: "failure",
    title: "Database dismounted during its backup",
    when: "The engine detached the database (327) or its instance stopped (103, 104) on the server of the job after the thaw and before the completion, and it is not a passive copy.",
    cause:
      "The database was dismounted, moved to another server, or its store worker ended while its data were being copied. The engine forgets the backup: no logs are deleted, and at best the result equals a copy backup.",
    remedy: [
      "Find out who or what dismounted it: an administrator, a failover, a crash (same minute in the Application and System logs).",
      "Keep maintenance and rebalancing of databases out of the backup window.",
      "Run a full backup again.",
    ],
    references: [
      "learn.microsoft.com: Exchange backup types (dismount during a full backup)",
      "docs/events.md: 327, 103",
    ],
  },
  check: ({ jobs }) =>
    jobs.flatMap(dismountsOf).map((group) => {
      const time = group.events[0]?.time ?? null;
      return hitOf(group, {
        detail: `${group.database?.name ?? "The database"} was dismounted${time === null ? "" : ` at ${moment(time)}`}, after its snapshot and before the completion of the backup (${idsOf(group.events)}).`,
      });
    }),
};
