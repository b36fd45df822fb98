import type { BackupPlan } from "../../model/backup/plan.ts";
import type { CopyProgress } from "../../model/backup/progress.ts";
import type { RunShadow } from "../../model/backup/run.ts";
import { guidOf } from "../../model/guid.ts";
import { sameName } from "../../model/names.ts";

/** Ids that Diskshadow put for the aliases of a plan into the environment of what it started. */
export function shadowsIn(
  { snapshot }: Pick<BackupPlan, "snapshot">,
  env: Readonly<Record<string, string | undefined>>,
): CopyProgress["shadows"] {
  return snapshot.volumes.flatMap(({ alias }) => {
    const [, value = ""] = Object.entries(env).find(([name]) => sameName(name, alias)) ?? [];
    const id = guidOf(value);
    return id === null ? [] : [{ alias, id }];
  });
}

/** A shadow copy of a plan's alias, as the record has it; nothing for an alias that is none of the plan's. */
export function shadowOf(
  { snapshot }: Pick<BackupPlan, "snapshot">,
  { alias, id }: { readonly alias: string; readonly id: string },
): readonly RunShadow[] {
  const guid = guidOf(id);
  return snapshot.volumes
    .filter((volume) => guid !== null && sameName(volume.alias, alias))
    .map(({ alias: named, name, exposeAs }) => ({
      id: guid ?? "",
      alias: named,
      volume: name,
      exposedAs: exposeAs,
      removed: false,
    }));
}
