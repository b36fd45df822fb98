import { blank, hang, type Line } from "./line.ts";
import type { Pen } from "./pen.ts";

/** A step of something that is done in order: what, how, and what must be seen before the next. */
export interface StepText {
  readonly title: string;
  readonly details?: readonly string[];
  /** Printed as they are, whole, on lines of their own. */
  readonly commands?: readonly string[];
  readonly expect?: string | null;
  readonly note?: string | null;
}

const INDENT = 5;

/**
 * Numbered steps. Sentences are wrapped at `columns`; commands are not, so that they can be copied: the pen must be wide
 * enough for the longest.
 */
export function stepLines(steps: readonly StepText[], pen: Pen, columns: number): readonly Line[] {
  return steps.flatMap(({ title, details = [], commands = [], expect = null, note = null }, at) => [
    [],
    ...hang([pen.say(`${at + 1}.`.padStart(3), "dim"), blank(2)], pen.say(title, "strong"), columns),
    ...details.flatMap((detail) => hang([blank(INDENT)], pen.say(detail), columns)),
    ...commands.map((command): Line => [blank(INDENT + 2), pen.say(command)]),
    ...(expect === null ? [] : hang([blank(INDENT), pen.say("then: ", "dim")], pen.say(expect), columns)),
    ...(note === null ? [] : hang([blank(INDENT), pen.say("note: ", "dim")], pen.say(note, "dim"), columns)),
  ]);
}

/** For texts with commands in them: a line is wrapped by the terminal rather than cut. */
export const UNCUT = 1_000;
