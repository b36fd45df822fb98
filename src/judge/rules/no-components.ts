import { hasNoComponents } from "../../correlate/assess/index.ts";
import { groupOf, hitOf } from "../groups.ts";
import { eventsOf } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** The writer froze for a snapshot that no database was selected for. */
export const noComponents: Rule = {
  meta: {
    code: "NO_COMPONENTS",
    severity: "warning",
    title: "Snapshot without databases",
    when: "The replication service prepared a job (2023) and no database was named for it (2110, 2111), in a log that begins early enough to hold them.",
    cause:
      "The backup product took a snapshot of whole volumes and selected no Exchange components: a plain file or image backup. The writer handles it like a copy backup. The databases were frozen all the same, but nothing marks them as backed up and no logs will be deleted.",
    remedy: [
      "If this is meant to protect Exchange, turn on the application-aware or Exchange-aware mode of the product and select the databases.",
      "In Diskshadow use `writer verify` for the Exchange writer and `begin backup`.",
      "If it only protects the machine, leave it; make sure that another job backs up the databases.",
    ],
    references: ["docs/events.md: 2023, 2110", "Veeam help centre: application-aware processing"],
  },
  check: ({ jobs, context }) =>
    jobs
      .filter((facts) => hasNoComponents(facts.job, context))
      .map((facts) =>
        hitOf(groupOf(facts, null, eventsOf(facts, "writer-prepared")), {
          detail:
            "The snapshot was prepared without a single database of Exchange; nothing will be truncated after it.",
        }),
      ),
};
