import { type Stats, statSync } from "node:fs";

/** What is known of a file; null where there is none, where it may not be looked at, or where it is no plain file. */
export function fileAt(path: string): Stats | null {
  try {
    const stats = statSync(path);
    // A pipe or a device would hold up who opens it.
    return stats.isFile() ? stats : null;
  } catch {
    return null;
  }
}
