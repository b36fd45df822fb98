import { win32 } from "node:path";
import type { ProcessPort } from "../../model/process.ts";
import { eseutilPrograms } from "../../model/windows-programs.ts";

/** The tools by which a database can be checked on this machine, the one of Exchange first; null when there is none. */
export function findTool(processes: ProcessPort, environment: NodeJS.ProcessEnv): string | null {
  const { SystemRoot: windows } = environment;
  return processes.find([
    ...eseutilPrograms(environment),
    ...(windows === undefined ? [] : [win32.join(windows, "System32", "esentutl.exe")]),
  ]);
}
