import { runFile } from "./files.ts";
import { isAlive } from "./lives.ts";
import { readRecord } from "./read-run.ts";

/**
 * Whether the run that started a copy step still goes on. When it was killed, nobody may tell Exchange that the backup is good:
 * nobody is there to judge it, and to take its shadow copies away.
 */
export function overseer(runFolder: string): () => boolean {
  const path = runFile(runFolder, "record");
  const first = readRecord(path);
  if ("trouble" in first) return () => false;
  const { id } = first.content.process;
  return () => isAlive(id);
}
