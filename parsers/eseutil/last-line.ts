import { elapsedOf } from "./patterns.ts";
import type { EseutilOutput } from "./types.ts";

export type Ending = Pick<EseutilOutput, "completed" | "error" | "errorName" | "errorText" | "elapsedMs">;

export const NO_ENDING: Ending = {
  completed: null,
  error: null,
  errorName: null,
  errorText: null,
  elapsedMs: null,
};

const SUCCESS = /^Operation completed successfully in (\d{1,9})\.(\d{1,3}) seconds\.?$/;
const WITH_CODE =
  /^Operation (completed successfully with|terminated with error) (-?\d{1,6}) \(([^,)]*)(?:, (.*))?\)(?: after (\d{1,9})\.(\d{1,3}) seconds)?\.?$/;
const UNSUCCESSFUL = /^Operation terminated unsuccessfully(?: after (\d{1,9})\.(\d{1,3}) seconds)?\.?$/;

/** How a run ended, when the line is its last. */
export function endingOf(line: string): Ending | null {
  if (!line.startsWith("Operation ")) return null;
  const success = SUCCESS.exec(line);
  if (success !== null) {
    return { ...NO_ENDING, completed: "success", elapsedMs: elapsedOf(success[1], success[2]) };
  }
  const coded = WITH_CODE.exec(line);
  if (coded !== null) {
    return {
      completed: coded[1] === "terminated with error" ? "error" : "warning",
      error: Number(coded[2]),
      errorName: coded[3] ?? null,
      errorText: coded[4] ?? null,
      elapsedMs: elapsedOf(coded[5], coded[6]),
    };
  }
  const failed = UNSUCCESSFUL.exec(line);
  if (failed === null) return null;
  return { ...NO_ENDING, completed: "unsuccessful", elapsedMs: elapsedOf(failed[1], failed[2]) };
}
