import { covered } from "../../correlate/assess/context.ts";
import type { JobFacts } from "../../correlate/assess/index.ts";
import type { BackupEvent } from "../../model/event.ts";
import type { DatabaseResult, Freeze } from "../../model/job.ts";
import { duration, eventsOf, straysOf } from "../phrases.ts";
import type { Case, Hit, Rule } from "../rule.ts";

/** ESE 2004, a measured freeze beyond the limit, or a freeze that a complete log never ends. */
export const freezeTimeout: Rule = {
  meta: {
    code: "FREEZE_TIMEOUT",
    severity: "failure",
    title: "Databases frozen longer than allowed",
    cause:
      "The snapshot was not taken in the time that the writers are held. The engine thaws by itself when its timer runs out, and the snapshot is then of no use for a restore, whatever the backup product shows.",
    remedy: [
      "Put fewer databases and volumes into one snapshot set, and back up outside busy hours.",
      "Look for slow storage at that minute: ESE 508, 510 and 533, volsnap 8 and 9, VSS 12297 and 12298.",
      "Take virus scanners and other filter drivers off the database volumes (uninstall to test).",
      "Run the backup again after ten minutes; restart the Information Store worker of the database if later jobs fail while preparing.",
    ],
    references: [
      "microsoft/Extensible-Storage-Engine dev/ese/src/ese/io.cxx: event 2004 stands instead of 2003",
      "learn.microsoft.com: CVssWriter::OnFreeze (60 s by default)",
      "Veeam KB 1377, KB 1680 (20 s for Exchange)",
    ],
  },
  check: (input) => [...input.jobs.flatMap((facts) => ofJob(facts, input)), ...withoutJob(input)],
};

function ofJob(facts: JobFacts, input: Case): Hit[] {
  return facts.result.databases.flatMap((database) => {
    const detail = reason(database, database.freeze, facts, input);
    if (detail === null) return [];
    const evidence = eventsOf(
      facts,
      "session-frozen",
      "writer-frozen",
      "session-timed-out",
      "session-thawed",
      "writer-thawed",
    );
    const own = evidence.filter((e) => concerns(e, database));
    return [
      { detail, job: facts.result.id, server: database.server, database: database.name, evidence: own },
    ];
  });
}

function reason(
  database: DatabaseResult,
  freeze: Freeze | null,
  facts: JobFacts,
  input: Case,
): string | null {
  if (freeze === null) return null;
  const { limitSeconds } = input.context.settings.freeze;
  if (freeze.outcome === "timed-out") {
    const limit = freeze.limitSeconds === null ? "" : ` after its limit of ${duration(freeze.limitSeconds)}`;
    return `ESE thawed ${database.name} by itself${limit}; no thaw came from the writer.`;
  }
  if (freeze.seconds !== null && freeze.outcome === "thawed" && freeze.seconds >= limitSeconds)
    return `${database.name} was frozen for ${duration(freeze.seconds)}; VSS allows ${duration(limitSeconds)}.`;
  const start = Date.parse(freeze.start);
  const silent =
    freeze.outcome === "unknown" &&
    covered(input.context, facts.job.server, start, start + limitSeconds * 1000);
  return silent ? `${database.name} froze and no thaw was logged within ${duration(limitSeconds)}.` : null;
}

function concerns(event: BackupEvent, database: DatabaseResult): boolean {
  const { database: name, eseInstance, pid } = event.keys;
  if (event.signal.startsWith("writer-")) return true;
  if (name !== undefined) return name.toLowerCase() === database.name.toLowerCase();
  return eseInstance === database.eseInstance && (pid ?? null) === database.processId;
}

/** Other engines on the server (Active Directory, Windows' own ESENT) freeze under the same timer. */
function withoutJob(input: Case): Hit[] {
  return straysOf(input.strays, "session-timed-out")
    .filter((event) => event.textBelongsTo === null)
    .map((event) => {
      const ms = event.keys.milliseconds;
      const limit = ms === undefined ? "" : ` after ${duration(ms / 1000)}`;
      const who = event.keys.process ?? event.ref.provider;
      return {
        title: "Freeze timed out outside Exchange",
        detail: `The engine of ${who} thawed by itself${limit}. This is no backup job of Exchange, but it fails the snapshot set that it belongs to.`,
        evidence: [event],
      };
    });
}
