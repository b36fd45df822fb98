import { wouldOverwriteInput } from "../app/output-guard.ts";
import { fileOutput, type Output, standardOutput } from "../platform/output.ts";
import { UsageError } from "./ends.ts";

/** Where `-o` says, else standard output. Refuses to write over what is to be read. */
export async function openOutput(file: string | undefined, paths: readonly string[]): Promise<Output> {
  if (file === undefined || file === "-") return standardOutput();
  if (await wouldOverwriteInput(file, paths)) {
    throw new UsageError(`-o ${file}: is one of the files to read; choose another name or place`);
  }
  return fileOutput(file);
}
