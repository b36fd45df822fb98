import type { Freeze } from "../../model/job.ts";
import type { FreezeView, Tone } from "./report-view.ts";
import { formatSeconds } from "./time.ts";
import { FREEZES, worstTone } from "./words.ts";

/** Flush and hold in the kernel, what vendors give Exchange, VSS's default per writer (docs/events.md, "timing"). */
const LIMITS = [10, 20, 60] as const;

/** A freeze with its grade. The log's own limit, where it names one, counts before the general ones. */
export function viewFreeze(freeze: Freeze): FreezeView {
  const { seconds, limitSeconds } = freeze;
  const grade = seconds === null ? null : gradeOf(seconds, limitSeconds);
  const words = [FREEZES[freeze.outcome].word];
  if (grade !== null && freeze.outcome === "thawed") words.push(...grade.words);
  else if (limitSeconds !== null) words.push(`limit ${formatSeconds(limitSeconds)}`);
  const precise = freeze.precisionSeconds ?? 0;
  return {
    start: freeze.start,
    end: freeze.end,
    seconds,
    outcome: freeze.outcome,
    tone: worstTone([FREEZES[freeze.outcome].tone, grade?.tone ?? "good"]),
    duration: seconds === null ? "unknown" : formatSeconds(seconds),
    words: words.join(", "),
    limits: [...new Set([...LIMITS, ...(limitSeconds === null ? [] : [limitSeconds])])].sort((a, b) => a - b),
    limitSeconds,
    precision: precise >= 1 ? `±${formatSeconds(precise)}: the log tells whole seconds` : null,
  };
}

function gradeOf(seconds: number, limit: number | null): { readonly tone: Tone; readonly words: string[] } {
  if (limit !== null && seconds >= limit)
    return { tone: "failure", words: [`over the limit of ${formatSeconds(limit)}`] };
  if (seconds >= 60) return { tone: "failure", words: ["over 60 s"] };
  if (seconds > 20) return { tone: "warning", words: ["risky, over 20 s"] };
  return seconds > 10 ? { tone: "warning", words: ["slow, over 10 s"] } : { tone: "good", words: [] };
}
