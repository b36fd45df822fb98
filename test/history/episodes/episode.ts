import type { Mark } from "../../../src/lab/events/draft.ts";
import type { FindingCode, Severity } from "../../../src/model/finding.ts";
import type { Verdict } from "../../../src/model/report.ts";
import {
  type Expectation,
  type ExpectedFinding,
  type ExpectedJob,
  NOTHING,
  type OneOf,
} from "../expectation.ts";
import type { Site } from "../site.ts";

/** Something that happens on a site from `at` on, and what must be concluded from it. */
export type Episode = (here: Site, at: number) => Outcome;

export interface Outcome {
  readonly expectation: Expectation;
  /** When the last event of it was written. */
  readonly end: number;
}

export function finding(
  code: FindingCode,
  severity: Severity,
  evidence: readonly (Mark | undefined)[],
  rest: Pick<ExpectedFinding, "job" | "database"> = { job: 0 },
): ExpectedFinding {
  return { code, severity, evidence: evidence.map((mark) => known(mark, code)), ...rest };
}

function known(mark: Mark | undefined, code: string): Mark {
  if (mark === undefined) throw new Error(`the evidence of ${code} was not written`);
  return mark;
}

export function conclude(
  end: number,
  verdict: OneOf<Verdict>,
  jobs: readonly ExpectedJob[],
  findings: readonly ExpectedFinding[] = [],
  tolerated: readonly FindingCode[] = [],
): Outcome {
  return { end, expectation: { ...NOTHING, verdict, jobs, findings, tolerated } };
}
