import type { BackupEvent } from "../model/event.ts";
import type { Group } from "./groups.ts";

/** By volume, whatever the spelling of letter or GUID. */
export function volumeOf({ keys }: BackupEvent): string {
  return (keys.volume ?? keys.device ?? "").toLowerCase().replace(/[\\/]+$/, "");
}

/** `volume C:` or, where the log does not name it, `a volume`. */
export function volumeName({ events }: Group): string {
  const volume = events.map(({ keys }) => keys.volume ?? keys.device).find((name) => name !== undefined);
  return volume === undefined ? "a volume" : `volume ${volume.replace(/[\\/]+$/, "")}`;
}
