import type { EseutilOutput } from "./types.ts";

/** What eseutil was run for, and how the process ended. */
export type EseutilRun = {
  /** As the system gave it: `4294966090` and `-1206` are the same. Null when the process was killed. */
  readonly exitCode: number | null;
} & (
  | { readonly mode: "pages"; readonly pages: number }
  | { readonly mode: "header" | "log" | "logs" | "checkpoint" }
);

export interface EseutilVerdict {
  /** True only when everything that proves it was said; text that is not understood proves nothing. */
  readonly verified: boolean;
  /** Why it is not. */
  readonly why: readonly string[];
}

/**
 * Whether a run proves that what it was asked to check is good. `pages`: how many whole pages the file has, which
 * is how many must have been seen.
 */
export function verifyRun(output: EseutilOutput, run: EseutilRun): EseutilVerdict {
  const why: string[] = [];
  const exitCode = run.exitCode === null ? null : run.exitCode | 0;
  if (exitCode !== 0) why.push(`exit code ${exitCode ?? "unknown"}`);
  if (output.completed !== "success") why.push(endingWords(output));
  for (const line of output.unknownTrouble) why.push(`not understood: ${line}`);
  why.push(...missingProof(output, run));
  return { verified: why.length === 0, why };
}

function endingWords({ completed, error, errorName }: EseutilOutput): string {
  if (completed === null) return "no last line";
  return error === null ? completed : `${completed} ${error} (${errorName ?? "unknown"})`;
}

function missingProof(output: EseutilOutput, run: EseutilRun): string[] {
  switch (run.mode) {
    case "pages":
      return pagesProof(output, run.pages);
    case "header":
      return headerProof(output);
    case "logs":
      return logsProof(output);
    case "log":
      return output.singleLog?.ok === true ? [] : ["the log was not found good"];
    case "checkpoint":
      return output.checkpoint === null ? ["no checkpoint"] : [];
  }
}

function pagesProof(output: EseutilOutput, pages: number): string[] {
  const { checksum, pageErrorCount } = output;
  if (checksum === null) return ["no page counts"];
  const why: string[] = [];
  if (checksum.pagesSeen !== pages) why.push(`${checksum.pagesSeen} of ${pages} pages seen`);
  if (checksum.bad !== 0) why.push(`${checksum.bad ?? "unknown"} bad checksums`);
  if ((checksum.wrongPageNumbers ?? 0) !== 0) why.push(`${checksum.wrongPageNumbers} wrong page numbers`);
  if (pageErrorCount > 0) why.push(`${pageErrorCount} pages named as bad`);
  return why;
}

function headerProof({ header }: EseutilOutput): string[] {
  if (header === null || header.state === null) return ["no state"];
  const why = header.warnings.map((warning) => `header: ${warning}`);
  if (header.checksumExpected !== header.checksumActual) why.push("header checksum differs");
  if (header.shadow) why.push("only the shadow header is readable");
  return why;
}

function logsProof(output: EseutilOutput): string[] {
  const why: string[] = [];
  if (output.logs.length === 0) why.push("no logs");
  if (!output.noDamage) why.push("not said to be free of damage");
  if (output.missing.length > 0) why.push(`missing: ${output.missing.slice(0, 8).join(", ")}`);
  for (const { file, ok } of output.logs) if (!ok) why.push(`not good: ${file}`);
  return why;
}
