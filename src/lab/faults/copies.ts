import { deleteLogs } from "../store/files.ts";
import type { Copy, Lab } from "../world.ts";

/** The copy stands still since days: nothing is copied or replayed, and it needs every log that is there. */
export function stop({ disk }: Lab, copy: Copy, status: "Suspended" | "Failed"): void {
  const oldest = Math.min(...copy.logs.keys());
  copy.status = status;
  copy.inspected = oldest;
  copy.replayed = oldest;
  copy.checkpoint = oldest;
  const newer = [...copy.logs.keys()].filter((generation) => generation > oldest);
  for (const generation of newer) copy.logs.delete(generation);
  deleteLogs(disk, copy, oldest);
}
