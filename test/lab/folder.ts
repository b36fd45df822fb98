import { readdirSync } from "node:fs";
import { join } from "node:path";

/** All files below a folder, with `/`, in order. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).replaceAll("\\", "/"))
    .sort();
}

export function eventLogsIn(folder: string): readonly string[] {
  return filesIn(folder).filter((path) => path.endsWith(".evtx"));
}
