import { activeServer } from "../../correlate/assess/truncation.ts";
import { groupsOfDatabases } from "../databases.ts";
import { hitOf } from "../groups.ts";
import { duration, moment, serverName } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** The log is complete and long enough, and holds no sign of deleted logs. */
export const truncationMissing: Rule = {
  meta: {
    code: "TRUNCATION_MISSING",
    severity: "failure",
    title: "Logs were not truncated",
    when: "A full or incremental backup succeeded, the log of the server with the active copy goes on without gaps until the deadline (24 h, or the next such backup), and no deletion (224) is in it.",
    cause:
      "Exchange was asked to delete the backed-up logs and did not. In a database availability group they go only when every copy has replayed or inspected them, so one suspended, failed or unreachable copy holds back all. ESE 225 on a replicated copy is not the reason: it is written by design. There is a harmless reason as well: a database with little traffic keeps about 100 logs behind its checkpoint, an idle one up to 1,000, and deletes none until it has more.",
    remedy: [
      "Count the log files of the database before anything else: about 100, or up to 1,000 where it is idle, are kept always. If there are no more and their number does not grow from backup to backup, nothing is wrong.",
      "Check all copies with Get-MailboxDatabaseCopyStatus; resume, reseed or remove the one that is behind.",
      "Look for MSExchangeRepl 2136, 2137 and 2138 and ESE 485 on all servers with a copy.",
      "See that the active server's log is among those that were read.",
      "Watch the free space of the log volumes, and leave the log files where they are.",
    ],
    references: [
      "microsoft/CSS-Exchange issue 2046 (up to 1,000 logs where idle)",
      "EMC blog bottk (vendor), 2014: checkpoint depth",
      "timmcmic (Microsoft), no log files can be truncated",
      "MicrosoftDocs/OfficeDocs-Exchange manage-database-copies.md",
      "MSP360 knowledge base (vendor): log truncation",
    ],
  },
  check: ({ jobs, context }) =>
    groupsOfDatabases(
      jobs,
      (database) => database.truncation.state === "missing",
      "writer-database-truncating",
      "session-ended",
      "writer-completed",
    ).map(({ group, facts, draft }) => {
      const server = activeServer(facts, draft, context) ?? facts.job.server;
      const done =
        facts.completed === null ? "" : ` since its backup was completed at ${moment(facts.completed)}`;
      return hitOf(group, {
        detail: `No log of ${draft.name} was deleted on ${serverName(server)}${done}; ${duration(context.settings.truncationDeadlineSeconds)} are allowed.`,
      });
    }),
};
