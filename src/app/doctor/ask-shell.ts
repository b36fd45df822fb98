import { byKind, type Fields } from "../../exchange/rows.ts";
import type { CheckResult } from "../../model/doctor.ts";
import type { Shell } from "../../model/shell.ts";
import { unknown } from "./check.ts";

const SECONDS = 90;

/** What PowerShell answers, by kind of row; or the result to give where it does not. */
export async function askShell(
  shell: Shell,
  script: string,
  values: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly rows: (kind: string) => readonly Fields[] } | { readonly silent: CheckResult }> {
  const answer = await shell.ask(script, values, { timeoutSeconds: SECONDS, signal });
  if (answer.ok) return { rows: byKind(answer.rows) };
  return {
    silent: unknown(`PowerShell could not be asked: ${answer.message}`, "see the check of PowerShell"),
  };
}
