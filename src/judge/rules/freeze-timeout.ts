import { covered } from "../../correlate/assess/context.ts";
import type { JobFacts } from "../../correlate/assess/index.ts";
import { freezesOf, type JudgedFreeze, slowStorage } from "../freezes.ts";
import { type Group, hitOf } from "../groups.ts";
import { duration, ownEventsOf, straysOf } from "../phrases.ts";
import type { Case, Hit, Rule } from "../rule.ts";

/** ESE 2004, a measured freeze beyond the limit, or a freeze that a complete log never ends. */
export const freezeTimeout: Rule = {
  meta: {
    code: "FREEZE_TIMEOUT",
    severity: "failure",
    title: "Databases frozen longer than allowed",
    when: "ESE thawed a database by itself (2004), a freeze lasted as long as VSS allows (60 s) or longer, or a log without gaps shows no thaw in that time. Timeouts of other engines on the server are told without a job.",
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
  return freezesOf(facts).flatMap((judged) => {
    const detail = reason(judged, facts, input);
    return detail === null ? [] : [hitOf(judged.group, { detail: detail + slowStorage(facts) })];
  });
}

function reason({ freeze, name, group }: JudgedFreeze, facts: JobFacts, input: Case): string | null {
  const { limitSeconds } = input.context.settings.freeze;
  if (freeze.outcome === "timed-out") {
    const limit = freeze.limitSeconds === null ? "" : ` after its limit of ${duration(freeze.limitSeconds)}`;
    return `ESE thawed ${name} by itself${limit}; ${writersThaw(facts, group)}.${completion(facts)}`;
  }
  if (freeze.seconds !== null && freeze.outcome === "thawed" && freeze.seconds >= limitSeconds)
    return `${name} was frozen for ${duration(freeze.seconds)}; VSS allows ${duration(limitSeconds)}.`;
  const start = Date.parse(freeze.start);
  const silent =
    freeze.outcome === "unknown" &&
    covered(input.context, facts.job.server, start, start + limitSeconds * 1000);
  return silent ? `${name} froze and no thaw was logged within ${duration(limitSeconds)}.` : null;
}

/** What the writer did, whose thaw should have come first. */
function writersThaw(facts: JobFacts, { events }: Group): string {
  const [thaw] = ownEventsOf(facts, "writer-thawed");
  if (thaw === undefined) return "no thaw came from the writer";
  const own = events.find((e) => e.signal === "session-timed-out")?.time ?? null;
  if (thaw.time === null || own === null) return "the writer's thaw came too late";
  if (thaw.time < own) return "the writer's thaw did not reach it";
  return `the writer's thaw came too late, ${duration((thaw.time - own) / 1000)} after it`;
}

/** The writer does not look at what the engine's timer did. */
function completion(facts: JobFacts): string {
  return ownEventsOf(facts, "writer-completed").length === 0
    ? ""
    : " The writer completed the job all the same, so the backup product will show success.";
}

/** Other engines on the server (Active Directory, Windows' own ESENT) freeze under the same timer. */
function withoutJob(input: Case): Hit[] {
  return straysOf(input.strays, "session-timed-out").map((event) => {
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
