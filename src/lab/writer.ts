import { isLost, tellCompletion } from "./completion.ts";
import type { Server } from "./events/draft.ts";
import { ese, repl, store } from "./events/drafts.ts";
import { copyName, usesStore } from "./events/steps.ts";
import { isUsable } from "./find.ts";
import type { Backup, Copy, Lab, Writer } from "./world.ts";

/** Codes as the writer prints them (docs/events.md, codes). */
const SHARING_VIOLATION = "80070020";
const NOT_READY = "80070015";
const INVALID_VOLUME = "8007064A";
const LOG_DISK_FULL = "-529";
/** Its own texts of the store's writer have the same code as text. */
const IN_PROGRESS = "0x50d";

/** The engine's own timer: what vendors name for Exchange (docs/events.md, timing). */
export const ENGINE_TIMER_MS = 20_000;

export function createWriter(of: () => Lab, server: Server): Writer {
  const running = new Set<Backup>();
  const now = (): number => of().queue.now();
  const put = (after: number, draft: Parameters<Lab["logs"]["write"]>[2]): void => {
    of().logs.write(server, now() + after, draft);
  };
  const mounted = (backup: Backup): readonly Copy[] => backup.copies.filter(({ active }) => active);
  const byStore = (backup: Backup): boolean =>
    backup.plan.databases.some((database) => usesStore(backup.plan, database));
  const name = (copy: Copy): string => copyName({ server }, copy.database);

  function refuse(backup: Backup, code: string): false {
    put(0.5, repl(2026, [backup.guid, code]));
    running.delete(backup);
    backup.steps.shutdown(now() + 2);
    return false;
  }

  function timer(backup: Backup, copy: Copy): void {
    of().queue.at(now() + ENGINE_TIMER_MS / 1000, () => {
      if (copy.frozenBy !== backup) return;
      copy.frozenBy = null;
      backup.timedOut.add(copy.database.name);
      const session = backup.steps.session(copy.database.name);
      put(0, ese(copy.engine, 2004, [session, String(ENGINE_TIMER_MS)]));
    });
  }

  /** The engine's own events of a freeze that it cannot do. */
  function failFreeze(backup: Backup, copy: Copy): false {
    const session = backup.steps.session(copy.database.name);
    put(0, ese(copy.engine, 2001, [session]));
    put(0.01, ese(copy.engine, 2001, [session], { database: copy.database.name }));
    put(0.3, ese(copy.engine, 2002, [session, LOG_DISK_FULL]));
    put(0.5, byStore(backup) ? store(9611, [backup.guid, "0xfffffdef"]) : repl(2028, [backup.guid]));
    return false;
  }

  function thawAll(backup: Backup, speaks: boolean): void {
    backup.steps.thaw(now(), [...backup.timedOut], speaks);
    for (const copy of backup.copies) if (copy.frozenBy === backup) copy.frozenBy = null;
  }

  return {
    metadata: (backup) => void backup.steps.metadata(now()),
    prepareBackup(backup) {
      const owners = [...running].filter((other) =>
        other.copies.some((copy) => backup.copies.includes(copy)),
      );
      if (owners.some(({ abandoned }) => !abandoned)) {
        if (byStore(backup)) put(0, store(9607, [backup.guid, IN_PROGRESS]));
        else {
          for (const copy of backup.copies) put(0, repl(2112, [backup.guid, SHARING_VIOLATION, name(copy)]));
          put(0.5, repl(2024, [backup.guid, SHARING_VIOLATION]));
        }
        backup.steps.shutdown(now() + 2);
        return false;
      }
      for (const orphan of owners) {
        put(0, repl(2118, [orphan.guid]));
        running.delete(orphan);
      }
      running.add(backup);
      backup.steps.prepareBackup(now());
      return true;
    },
    prepareSnapshot(backup, forgotten) {
      const sick = backup.copies.filter((copy) => !isUsable(copy));
      for (const copy of sick) put(0, repl(4088, [name(copy), copy.status]));
      if (sick.length > 0) return refuse(backup, NOT_READY);
      const outside = backup.copies.filter(({ database }) => forgotten.includes(database.name));
      for (const copy of outside) put(0, repl(2045, [backup.guid, INVALID_VOLUME, name(copy)]));
      if (outside.length > 0) {
        put(0.2, repl(2044, [backup.guid, INVALID_VOLUME]));
        return refuse(backup, INVALID_VOLUME);
      }
      backup.steps.prepareSnapshot(now());
      return true;
    },
    freeze(backup) {
      const full = mounted(backup).find((copy) => copy.full);
      if (full !== undefined) return failFreeze(backup, full);
      backup.steps.freeze(now());
      backup.frozen = now();
      for (const copy of backup.copies) {
        const generation = copy.active ? copy.database.current.generation : copy.replayed;
        backup.frozenAt.set(copy, { generation, pid: copy.active ? copy.engine.pid : null });
      }
      for (const copy of backup.copies) copy.frozenBy = backup;
      for (const copy of mounted(backup)) timer(backup, copy);
      return true;
    },
    thaw(backup) {
      if (!running.has(backup)) return false;
      const whole = backup.timedOut.size === 0;
      thawAll(backup, whole);
      if (whole) backup.thawed = now();
      if (!whole) put(0.2, repl(2030, [backup.guid]));
      return whole;
    },
    postSnapshot: (backup) => void backup.steps.postSnapshot(now()),
    complete(backup, failed) {
      backup.told = true;
      if (!running.delete(backup)) return;
      tellCompletion(of(), backup, failed);
    },
    abort(backup) {
      if (!running.delete(backup)) return;
      backup.steps.abort(now());
      endSessions(backup);
      backup.steps.shutdown(now() + 2);
    },
    shutdown(backup) {
      if (!running.delete(backup)) return;
      endSessions(backup);
      backup.steps.shutdown(now() + 1);
    },
    has: (backup) => running.has(backup),
    forget: () => running.clear(),
  };

  /** Since 2013 an aborted session ends with 2006 as well; a passive copy's surrogate is halted on the active side. */
  function endSessions(backup: Backup): void {
    const own = byStore(backup);
    for (const copy of backup.copies) {
      const { name: database } = copy.database;
      const found = backup.plan.databases.find((one) => one.name === database);
      if (found === undefined || backup.timedOut.has(database) || isLost(backup, copy)) continue;
      if (copy.active) put(0.3, ese(copy.engine, own ? 2007 : 2006, [backup.steps.session(database)]));
      else of().logs.write(found.mountedOn, now() + 0.3, ese(found.engine, 215, [], { database }));
    }
  }
}
