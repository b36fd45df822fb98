import type { Shell, ShellAnswer } from "../../src/model/shell.ts";

/** A simulated shell that gives one answer. */
export function askedOf(answer: ShellAnswer): Shell {
  return { ask: async () => answer, close: async () => undefined };
}
