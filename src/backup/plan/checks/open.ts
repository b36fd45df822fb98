import type { Found } from "../obstacles.ts";

/** Who else may write to a folder that a run relies on; null: that cannot be told. */
export interface FolderWriters {
  readonly of: "target" | "state";
  readonly path: string;
  readonly who: readonly string[] | null;
}

/** So many are named. */
const MOST = 5;

/** Folders of runs and their records that others could change. */
export function openObstacles(folders: readonly FolderWriters[]): readonly Found[] {
  return folders.flatMap(({ of, path, who }): readonly Found[] => {
    if (who?.length === 0) return [];
    const code = of === "target" ? "TARGET_OPEN" : "STATE_OPEN";
    if (who === null) return [{ code, message: `who may write to ${path} cannot be told` }];
    const more = who.length > MOST ? ` and ${who.length - MOST} more` : "";
    return [{ code, message: `others may write to ${path}: ${who.slice(0, MOST).join(", ")}${more}` }];
  });
}
