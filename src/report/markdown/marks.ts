import type { Tone } from "../view/report-view.ts";

/** Signs that tell tones apart without colour; they never stand without a word beside them. */
export const TONE_MARKS: Record<Tone, string> = {
  good: "✅",
  warning: "⚠️",
  failure: "❌",
  unproven: "❔",
};
