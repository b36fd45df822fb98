import type { Context } from "../../src/correlate/assess/context.ts";
import type { Judgement } from "../../src/judge/arrange.ts";
import { judge } from "../../src/judge/index.ts";
import type { BackupEvent } from "../../src/model/event.ts";
import type { FindingCode, Severity } from "../../src/model/finding.ts";
import { DEFAULT_SETTINGS } from "../../src/model/settings.ts";
import { coverageOf, type Given, replay, timeline } from "../correlate/timeline.ts";

/** A finding as a user sees it; what is left out is not compared. */
export interface Expected {
  readonly severity: Severity;
  /** The job's GUID; null: of no job. */
  readonly job?: string | null;
  readonly server?: string;
  readonly database?: string | null;
  /** Event ids of the evidence, in order. */
  readonly evidence?: readonly number[];
  /** What the detail must say. */
  readonly says?: string | RegExp;
}

/** A log, and what one rule must find in it: nothing, where it has to be silent. */
export interface RuleCase {
  readonly when: string;
  readonly log: string;
  readonly finds: readonly Expected[];
  /** How long the logs go on after their last event. */
  readonly hoursAfter?: number;
  readonly given?: Omit<Given, "coverage"> & Partial<Pick<Context, "coverage" | "blind">>;
  /** For what a line of a timeline cannot say. */
  readonly adapt?: (event: BackupEvent) => BackupEvent;
}

export type RuleCases = Partial<Record<FindingCode, readonly RuleCase[]>>;

/** Runs a log through the machine, the assessment and all rules. */
export function judged({
  log,
  given = {},
  hoursAfter = 0,
  adapt = (e) => e,
}: Omit<RuleCase, "when" | "finds">): Judgement {
  const events = timeline(log)
    .map(adapt)
    .sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
  const coverage = given.coverage ?? coverageOf(events, hoursAfter);
  const { facts, strays } = replay(events, { ...given, coverage });
  const settings = given.settings ?? DEFAULT_SETTINGS;
  const blind = given.blind ?? [];
  return judge({
    jobs: facts,
    strays,
    context: { settings, topology: given.topology ?? null, coverage, blind },
  });
}
