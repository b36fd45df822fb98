import { guidOf } from "../events/draft.ts";
import { backUp, type Order } from "../requester.ts";
import type { LineFault } from "../tools/faults.ts";
import { type LabState, shadowsOf } from "../tools/state.ts";
import { livePath, volumeAt } from "../tools/volumes.ts";
import type { Copy } from "../world.ts";
import type { Spoil } from "./storage.ts";

/** Something happens when Diskshadow comes to a line, or so many seconds later. */
export function whenAt(
  { faults, lab }: LabState,
  line: string,
  act: () => void,
  { when = "before", seconds = 0 }: { readonly when?: LineFault["when"]; readonly seconds?: number } = {},
): void {
  const later = (): void => lab.queue.at(lab.queue.now() + seconds, act);
  faults.lines.push({ line, when, act: seconds === 0 ? act : later });
}

/** In the shadow copies the files of a copy are not what they were at the freeze. */
export function spoilShadows(state: LabState, copy: Copy, spoil: Spoil): void {
  for (const shadow of shadowsOf(state)) {
    const held = shadow.backup?.snapshot.get(copy);
    if (held === undefined) continue;
    const spoiled = new Map(held);
    spoil(spoiled, copy);
    const files = new Map(shadow.files);
    for (const name of held.keys()) files.delete(livePath(copy, name).toLowerCase());
    for (const [name, bytes] of spoiled) {
      const path = livePath(copy, name);
      files.set(path.toLowerCase(), { path, bytes });
    }
    shadow.files = files;
  }
}

/** Another program's backup begins. */
export function otherBackup({ lab }: LabState, order: Order): void {
  lab.queue.start(backUp(lab, order));
}

/** A shadow copy that another program has made of a volume, and wants to keep. Returns its id. */
export function otherShadow(state: LabState, mountPoint = "D:\\"): string {
  const volume = volumeAt(state.volumes, mountPoint);
  if (volume === null) throw new Error(`no volume ${mountPoint}`);
  state.counted += 1;
  const id = guidOf(`other shadow ${state.counted} on ${state.server.short}`);
  state.made.push({
    id,
    set: guidOf(`set of ${id}`),
    volume,
    alias: "",
    count: 1,
    created: state.time.now(),
    number: state.counted,
    attributes: "No_Auto_Release Persistent No_Writers Differential",
    exposedAs: null,
    backup: null,
    files: new Map(),
  });
  return id;
}
