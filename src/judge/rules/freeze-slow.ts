import type { JobFacts } from "../../correlate/assess/index.ts";
import type { Settings } from "../../model/settings.ts";
import { freezesOf, slowStorage } from "../freezes.ts";
import { hitOf } from "../groups.ts";
import { duration } from "../phrases.ts";
import type { Hit, Rule } from "../rule.ts";

/** Thawed in time, but too late for comfort. */
export const freezeSlow: Rule = {
  meta: {
    code: "FREEZE_SLOW",
    severity: "warning",
    title: "Databases frozen for long",
    when: "A database was thawed by the writer, but later than the warning threshold (10 s; 20 s is called risky) and sooner than the limit (60 s).",
    cause:
      "Taking the snapshot took most of the time that there is. Windows holds writes for 10 s at most, and vendors give 20 s as the limit for Exchange; a little more load and the freeze times out, which fails the backup.",
    remedy: [
      "Put fewer databases and volumes into one snapshot set, and back up outside busy hours.",
      "Look for slow storage in the same minute: ESE 508, 510 and 533, volsnap 8 and 9, VSS 12297 and 12298.",
      "Watch the figure over the next jobs: one that grows ends in a timeout.",
    ],
    references: [
      "microsoft/win32 documentation desktop-src/VSS/shadow-copy-creation-for-providers.md",
      "Veeam KB 1680 (20 s for Exchange)",
    ],
  },
  check: ({ jobs, context }) => jobs.flatMap((facts) => ofJob(facts, context.settings)),
};

function ofJob(facts: JobFacts, { freeze: limits }: Settings): Hit[] {
  return freezesOf(facts).flatMap(({ group, freeze, name }) => {
    const { seconds } = freeze;
    if (freeze.outcome !== "thawed" || seconds === null) return [];
    if (seconds <= limits.warnSeconds || seconds >= limits.limitSeconds) return [];
    const grade =
      seconds > limits.criticalSeconds
        ? `risky, above ${duration(limits.criticalSeconds)}`
        : `above ${duration(limits.warnSeconds)}`;
    // Older logs and text exports have no fractions of a second.
    const { precisionSeconds = 0 } = freeze;
    const accuracy =
      precisionSeconds === 0 ? "" : ` (±${duration(precisionSeconds)}, as finely as the log tells)`;
    const detail = `${name} was frozen for ${duration(seconds)}${accuracy}: ${grade}.`;
    return [hitOf(group, { detail: detail + slowStorage(facts) })];
  });
}
