import { statSync } from "node:fs";
import { wouldOverwriteInput } from "../app/output-guard.ts";
import { fileOutput, type Output, standardOutput } from "../platform/output.ts";
import { UsageError } from "./ends.ts";

/** Where `-o` says, else standard output. Refuses to write over what is to be read. @throws UsageError */
export async function openOutput(file: string | undefined, paths: readonly string[]): Promise<Output> {
  if (file === undefined || file === "-") return standardOutput();
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new UsageError(`-o ${file}: is a folder`);
  }
  if (await wouldOverwriteInput(file, paths)) {
    throw new UsageError(`-o ${file}: is one of the files to read; choose another name or place`);
  }
  try {
    return fileOutput(file);
  } catch (error) {
    throw new UsageError(`-o ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
