/** Steps of a run as people call them; those of copying and checking stand with the copy step. */
export const STEPS = {
  prepare: "Prepare",
  snapshot: "Take the snapshot",
  expose: "Show the shadow copies",
  copy: "Copy and check",
  complete: "Tell Exchange that the backup is good",
  delete: "Delete the shadow copies",
  clean: "Clean up",
} as const;

export type StepOfRun = keyof typeof STEPS;

/** The step that a line of the script belongs to; null for lines that change nothing of it, as comments and `exit`. */
export function stepOfLine(line: string): StepOfRun | null {
  const words = line.trim().toLowerCase();
  if (/^(set|writer|begin|add)\s/.test(words)) return "prepare";
  if (words === "create") return "snapshot";
  if (words.startsWith("expose ")) return "expose";
  if (words.startsWith("exec ")) return "copy";
  if (words === "end backup") return "complete";
  if (words.startsWith("delete ")) return "delete";
  return null;
}
