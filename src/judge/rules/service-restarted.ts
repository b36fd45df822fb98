import { hasGap } from "../../correlate/assess/context.ts";
import { groupOf, hitOf } from "../groups.ts";
import { backupOf, idsOf, moment } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** The service that holds the job in its memory starts anew, and no event says that the job is lost. */
export const serviceRestarted: Rule = {
  meta: {
    code: "SERVICE_RESTARTED",
    severity: "failure",
    title: "Service restarted during the backup",
    when: "The writer's service stopped or started (2018, 2019, 9600, 9602), or the engine of a frozen database did (ESE 100), while a job ran that never ended. A warning where records are missing from that time.",
    cause:
      "The writer keeps the state of running backups in memory only. A restart, a failover or a reboot loses it: the job cannot complete, no event says so, and no logs are deleted.",
    remedy: [
      "Find out why the service restarted: an update, a crash, a failover, an administrator (System log, same minute).",
      "If the server is virtual and its snapshot stuns it, raise the cluster's thresholds or back up a passive node (community advice).",
      "Run the backup again.",
    ],
    references: ["learn.microsoft.com: exchange-writer-in-exchange-2013", "docs/events.md: 2018, 2019, 9600"],
  },
  check: ({ jobs, context }) =>
    jobs.flatMap((facts) => {
      const { outcome } = facts.result;
      if (outcome !== "abandoned" && outcome !== "incomplete") return [];
      const events = facts.job.events
        .filter((t) => t.part === "context")
        .map((t) => t.event)
        .filter((e) => ["writer-started", "writer-stopped", "engine-started"].includes(e.signal));
      const [first] = events;
      if (first === undefined) return [];
      const { opened, server } = facts.job;
      const when = first.time === null ? "" : ` at ${moment(first.time)}`;
      const doubt = opened !== null && first.time !== null && hasGap(context, server, opened, first.time);
      const gap = doubt
        ? " Records are missing from the time of the job, so its end may be lost with them."
        : "";
      return [
        hitOf(groupOf(facts, null, events), {
          ...(doubt ? { severity: "warning" } : {}),
          detail: `While the ${backupOf(facts)} ran, its service restarted${when} (${idsOf(events)}); the job never ended.${gap}`,
        }),
      ];
    }),
};
