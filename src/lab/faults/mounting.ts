import type { Draft } from "../events/draft.ts";
import { ese } from "../events/drafts.ts";
import { roll } from "../store/engine.ts";
import { putState } from "../store/files.ts";
import type { Copy, Lab } from "../world.ts";

/** The database is dismounted: its engine detaches it (327) and ends (103), and the file is consistent. */
export function dismount(lab: Lab, copy: Copy): void {
  const { database, engine } = copy;
  const { name } = database;
  tell(lab, copy, 0, ese(engine, 327, ["1", edbPath(copy), "0", "", "0 0"], { database: name }));
  tell(lab, copy, 1, ese(engine, 103, ["0", "", "0"], { database: name }));
  copy.status = "Dismounted";
  copy.frozenBy = null;
  putState(lab.disk, copy);
}

/** It is mounted (again): by a new process, with a log of its own. */
export function mount(lab: Lab, copy: Copy): void {
  copy.active = true;
  copy.status = "Mounted";
  copy.engine = { ...copy.engine, pid: copy.engine.pid + 4 };
  const { database, engine } = copy;
  tell(lab, copy, 0, ese(engine, 102, ["0", "10", "00", "14393", "0000"], { database: database.name }));
  tell(lab, copy, 1, ese(engine, 326, ["1", edbPath(copy), "0"], { database: database.name }));
  roll(lab, copy, lab.random.fork(`mount of ${database.name} at ${lab.queue.now()}`));
}

/** The active copy moves to the other server, with all its logs. */
export function failOver(lab: Lab, from: Copy, to: Copy): void {
  roll(lab, from, lab.random.fork(`failover of ${from.database.name}`));
  dismount(lab, from);
  from.active = false;
  from.status = "Healthy";
  lab.disk.remove(`${from.folder}/E00.log`);
  for (const [generation, log] of from.logs) {
    if (generation > to.inspected) to.logs.set(generation, log);
    if (generation > to.replayed) for (const change of log.changes) to.image.change(change);
  }
  to.inspected = from.inspected;
  to.replayed = from.inspected;
  to.checkpoint = Math.max(to.checkpoint, from.checkpoint);
  putState(lab.disk, from);
  lab.queue.at(lab.queue.now() + 8, () => mount(lab, to));
}

function tell({ logs, queue }: Lab, { server }: Copy, after: number, draft: Draft): void {
  logs.write(server.server, queue.now() + after, draft);
}

export function edbPath({ database }: Pick<Copy, "database">): string {
  return `D:\\Databases\\${database.name}\\${database.name}.edb`;
}
