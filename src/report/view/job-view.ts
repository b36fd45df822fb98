import type { BackupType, DatabaseResult, Freeze, Outcome, Phase, TruncationState } from "../../model/job.ts";

/** How good a thing is: the one scale that colours and symbols are made from. */
export type Tone = "good" | "warning" | "failure" | "unproven";

export interface JobView {
  readonly id: string;
  readonly guid: string | null;
  /** From 1, by start. */
  readonly number: number;
  readonly title: string;
  readonly servers: readonly string[];
  readonly type: BackupType;
  readonly outcome: Outcome;
  readonly outcomeWord: string;
  readonly tone: Tone;
  /** Why the tone is not `good`, in a few words; empty otherwise. */
  readonly reason: string;
  /** Outcome and reason: "succeeded, but truncation blocked", "aborted: freeze timed out". */
  readonly result: string;
  /** False where there are many jobs and this one need not be read in full. */
  readonly detailed: boolean;
  readonly start: string | null;
  readonly end: string | null;
  readonly seconds: number | null;
  readonly freeze: FreezeView | null;
  readonly databases: readonly DatabaseView[];
  readonly timeline: TimelineView;
  readonly findings: readonly string[];
}

export interface FreezeView {
  readonly start: string;
  readonly end: string | null;
  readonly seconds: number | null;
  readonly outcome: Freeze["outcome"];
  readonly tone: Tone;
  /** "4.2 s", "70 s" */
  readonly duration: string;
  /** "thawed", "thawed, slow (over 10 s)", "timed out (limit 20 s)" */
  readonly words: string;
  /** Seconds to mark on a scale: 10, 20, 60, and the limit that the log names. */
  readonly limits: readonly number[];
  readonly limitSeconds: number | null;
  /** "±1 s: the log tells whole seconds"; null where the source is precise or does not say. */
  readonly precision: string | null;
}

export interface DatabaseView {
  readonly name: string;
  readonly server: string;
  readonly role: DatabaseResult["role"];
  readonly roleWord: string;
  readonly type: BackupType;
  readonly typeWord: string;
  readonly outcome: Outcome;
  readonly outcomeWord: string;
  readonly tone: Tone;
  readonly freeze: FreezeView | null;
  readonly truncation: TruncationView;
  readonly findings: readonly string[];
}

export interface TruncationView {
  readonly state: TruncationState;
  readonly tone: Tone;
  /** One or two words for a table. */
  readonly word: string;
  /** In full, with the range of logs. */
  readonly words: string;
  readonly copies: readonly {
    readonly server: string;
    /** A state of truncation, or the word that the log has for it. */
    readonly state: string;
    readonly words: string;
    /** When its deletion was last seen. */
    readonly proof: string | null;
  }[];
  /** Until when a deletion counts for this backup; null where none is due or that is not known. */
  readonly deadline: string | null;
}

export interface TimelineView {
  readonly from: string | null;
  readonly to: string | null;
  /** Phases that one bar each shows; offsets from `from`. An open end is null. */
  readonly phases: readonly PhaseView[];
  readonly steps: readonly StepView[];
  /** One lane a server: where on the scale its events lie. */
  readonly servers: readonly { readonly server: string; readonly marks: readonly MarkView[] }[];
  readonly items: readonly TimelineItem[];
  /** The events of `items` as runs of like ones, by where each begins. */
  readonly runs: readonly EventRun[];
}

/** Events that say the same but for their insertion strings, as where twelve databases each log a step. */
export interface EventRun {
  /** Which of the timeline's events, counted from 0, in order; the first stands for all. */
  readonly events: readonly number[];
  readonly columns: readonly RunColumn[];
}

/** In what the events of a run differ: strings that have the same differing part in each event. */
export interface RunColumn {
  readonly strings: readonly VaryingString[];
  /** The differing part, for each event of the run. */
  readonly parts: readonly string[];
}

/** What an insertion string has around the part that differs. */
export interface VaryingString {
  /** From 1, as in `%1`. */
  readonly number: number;
  readonly before: string;
  readonly after: string;
}

export interface PhaseView {
  readonly phase: Phase;
  readonly word: string;
  readonly start: string;
  readonly from: number;
  readonly to: number | null;
  readonly tone: Tone;
}

/** A step of the run around the backup; offsets in seconds from the start of the timeline. */
export interface StepView {
  readonly name: string;
  readonly start: string;
  /** Negative where it began before the writer was asked. */
  readonly from: number;
  readonly to: number | null;
  readonly tone: Tone;
  /** "failed", "succeeded" */
  readonly word: string;
  readonly detail: string;
  readonly transcript: string | null;
  readonly excerpt: readonly string[];
}

export interface MarkView {
  readonly at: number;
  readonly tone: Tone;
  readonly evidence: number | null;
}

export type TimelineItem =
  | {
      readonly kind: "phase";
      readonly offset: number | null;
      readonly time: string;
      readonly phase: Phase;
      readonly word: string;
    }
  | { readonly kind: "event"; readonly offset: number | null; readonly tone: Tone; readonly event: EventView }
  /** Nothing was logged for this long. */
  | {
      readonly kind: "pause";
      readonly offset: number | null;
      readonly time: string;
      readonly seconds: number;
    }
  /** Records are missing in the log. */
  | {
      readonly kind: "gap";
      readonly offset: number | null;
      readonly time: string;
      readonly server: string;
      readonly channel: string;
      readonly missing: number;
    };

export interface EventView {
  /** Its number as evidence; null when no finding rests on it. */
  readonly number: number | null;
  readonly server: string;
  readonly channel: string;
  /** Decimal; null where the source has none. */
  readonly recordId: string | null;
  readonly provider: string;
  readonly eventId: number;
  readonly time: string;
  readonly level: string;
  readonly text: string;
  /** The insertion strings, where the source has them. */
  readonly strings?: readonly string[];
  readonly origin: string;
}
