import type { BackupUnit, Discovery } from "../../model/backup/discovery.ts";
import type { Obstacle } from "../../model/backup/obstacle.ts";
import type { BackupPlan, RunType } from "../../model/backup/plan.ts";
import { commandObstacles, machineObstacles } from "./checks/machine.ts";
import { type FolderWriters, openObstacles } from "./checks/open.ts";
import { letterObstacles, snapshotObstacles } from "./checks/snapshot.ts";
import { type TargetQuestion, targetObstacles } from "./checks/target.ts";
import { unitObstacles } from "./checks/unit.ts";
import { writerObstacles } from "./checks/writer.ts";
import { OBSTACLES, type ObstacleCode } from "./obstacles.ts";
import { unitVolumes } from "./volumes.ts";

export interface PreflightOptions extends TargetQuestion {
  readonly type: RunType;
  /** `g`; letters before it are left alone. */
  readonly firstLetter: string;
  /** Who else may write to these folders; null: that cannot be told. Absent: nobody asked. */
  readonly writersOf?: readonly FolderWriters[];
  /** What Diskshadow's script is to start; absent: nothing of this program. */
  readonly copyCommand?: BackupPlan["copyCommand"];
}

/**
 * Everything that would make a backup of this unit fail later, and what should be known before it; nothing for a backup that
 * can begin. What stops it comes first, each in the order of `obstacles.ts`. What an earlier run left is told elsewhere.
 */
export function preflight(
  discovery: Discovery,
  unit: BackupUnit,
  options: PreflightOptions,
): readonly Obstacle[] {
  const volumes = unitVolumes(discovery, unit);
  const { expose, firstLetter, type, copyCommand = [], writersOf = [] } = options;
  const found = [
    ...machineObstacles(discovery),
    ...commandObstacles(copyCommand),
    ...unitObstacles(discovery, unit, type),
    ...(unit.recovery
      ? []
      : [
          ...writerObstacles(discovery, unit),
          ...snapshotObstacles(volumes),
          ...targetObstacles(discovery, unit, volumes, options),
          ...openObstacles(writersOf),
          ...(expose === "letters" ? letterObstacles(discovery, volumes.mounted.length, firstLetter) : []),
        ]),
  ];
  const order = Object.keys(OBSTACLES) as readonly ObstacleCode[];
  return found
    .map(({ code, message }) => ({ code, message, ...restOf(code) }))
    .sort((a, b) => Number(b.blocks) - Number(a.blocks) || order.indexOf(a.code) - order.indexOf(b.code));
}

function restOf(code: ObstacleCode): Pick<Obstacle, "remedy" | "blocks"> {
  const { remedy, blocks } = OBSTACLES[code];
  return { remedy, blocks };
}
