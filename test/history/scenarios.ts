import type { Scenario } from "./scenario.ts";
import { GOOD } from "./scenarios/good.ts";
import { COMPLETION, ENDED, FREEZE, REFUSED } from "./scenarios/jobs.ts";
import { DATA, TRUNCATION } from "./scenarios/logs.ts";
import { SPECIAL } from "./scenarios/special.ts";

/** Every scenario, by name. */
export const SCENARIOS: readonly Scenario[] = [
  ...GOOD,
  ...FREEZE,
  ...ENDED,
  ...REFUSED,
  ...COMPLETION,
  ...TRUNCATION,
  ...DATA,
  ...SPECIAL,
];

export function scenarioNamed(name: string): Scenario {
  const found = SCENARIOS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no scenario ${name}`);
  return found;
}
