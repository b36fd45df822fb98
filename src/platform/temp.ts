import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TempFolder {
  /** The folder; made at the first call, readable by this user only. */
  readonly path: () => string;
  /** Removes it with all that is in it. */
  readonly remove: () => void;
}

/** A private folder for one run. It is also removed when the process ends without having come to `remove`. */
export function createTempFolder(): TempFolder {
  let made: string | null = null;
  const remove = (): void => {
    if (made !== null) rmSync(made, { recursive: true, force: true, maxRetries: 3 });
    made = null;
    process.removeListener("exit", remove);
  };
  return {
    path() {
      if (made === null) {
        // mkdtemp makes folders of mode 0700.
        made = mkdtempSync(join(tmpdir(), "thawline-"));
        process.once("exit", remove);
      }
      return made;
    },
    remove,
  };
}
