import { isPhaseFailure, reasonOf } from "../failures.ts";
import { groupsOf, hitOf, nameOf } from "../groups.ts";
import { listOf } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** 4088, 2131, 2132, or a refusal with "device not ready". */
export const copyUnhealthy: Rule = {
  meta: {
    code: "COPY_UNHEALTHY",
    severity: "failure",
    title: "Database copy not healthy",
    when: "The writer says that the copy is not Mounted or Healthy (4088, 2131, 2132), or refuses with 0x80070015.",
    cause:
      "Only a mounted active copy or a healthy passive copy can be backed up. This one was failed, suspended, seeding or too far behind. A suspended or failed copy also holds back the deletion of logs on all other copies.",
    remedy: [
      "See the state of the copies with Get-MailboxDatabaseCopyStatus.",
      "Resume the copy, or reseed it with Update-MailboxDatabaseCopy if it needs that.",
      "For a long repair remove the copy, or back up another one meanwhile.",
    ],
    references: [
      "MicrosoftDocs/OfficeDocs-Exchange manage-database-copies.md",
      "docs/events.md: 4088, 2131, 2132",
    ],
  },
  check: (input) =>
    groupsOf(
      input,
      (e) => e.signal === "writer-copy-unhealthy" || (isPhaseFailure(e) && reasonOf(e) === "unhealthy"),
      "database",
    ).map((group) => {
      const { events } = group;
      const name = nameOf(group);
      const copies = events.flatMap((e) => e.keys.copyServer ?? []);
      const states = events.flatMap((e) => e.keys.status ?? []);
      const where = copies.length > 0 ? ` on ${listOf(copies)}` : "";
      const state = states.length > 0 ? `: ${listOf(states)}` : "";
      return hitOf(group, { detail: `The copy of ${name}${where} cannot be backed up${state}.` });
    }),
};
