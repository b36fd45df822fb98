import type { Shell, ShellAnswer, ShellRow } from "../../src/model/shell.ts";

/** A simulated shell that gives one answer. */
export function askedOf(answer: ShellAnswer): Shell {
  return { ask: async () => answer, close: async () => undefined };
}

/** Rows as the script prints them: a kind, names and values. */
export const row = (kind: string, fields: Readonly<Record<string, string | null>>): ShellRow => [
  kind,
  ...Object.entries(fields).flat(),
];
export const CONNECTED = row("shell", {
  how: "connected",
});
