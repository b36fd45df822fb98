import { volsnap, vss } from "./events/drafts.ts";
import { snapshotOf } from "./store/files.ts";
import type { Backup, Lab } from "./world.ts";

/** Limits of VSS and its driver (docs/events.md, timing). */
export const HOLD_SECONDS = 10;
const FREEZE_SECONDS = 60;

export const VOLUME = "\\\\?\\Volume{4152f97e-b029-41c9-96ce-efa1b6232e54}";
const NO_ERROR = "0x00000000, The operation completed successfully.\n";
const HOLD_FAILED = "0x80042314";

export interface SnapshotOrder {
  /** From the freeze to the thaw, as long as the storage takes. */
  readonly frozenSeconds: number;
  /** Of it, as long as writes are held while the shadow copy is made. */
  readonly holdSeconds: number;
  readonly forgotten: readonly string[];
}

/**
 * What a requester does up to the shadow copies: asks the writer for its metadata, tells it what is backed up, and takes the
 * snapshot. False where it came to nothing.
 */
export function* makeSnapshot(
  lab: Lab,
  backup: Backup,
  order: () => SnapshotOrder,
): Generator<number, boolean, void> {
  const { writer } = backup.server;
  lab.asked.push(backup);
  writer.metadata(backup);
  yield 2;
  if (!writer.prepareBackup(backup)) return false;
  yield 2;
  if (!(yield* takeSnapshot(lab, backup, order()))) return false;
  lab.shadows.add(backup);
  return true;
}

/**
 * Takes the snapshot of a prepared backup: prepare, freeze, flush and hold, thaw. False where a writer or a limit ends
 * it; the writers were told then.
 */
function* takeSnapshot(
  { queue, logs }: Lab,
  backup: Backup,
  order: SnapshotOrder,
): Generator<number, boolean, void> {
  const { writer, server } = backup.server;
  const put = (after: number, draft: Parameters<typeof logs.write>[2]): void =>
    void logs.write(server, queue.now() + after, draft);
  if (!writer.prepareSnapshot(backup, order.forgotten)) return false;
  yield 6;
  if (!writer.freeze(backup)) {
    yield 1;
    writer.abort(backup);
    return false;
  }
  const before = Math.min(FREEZE_SECONDS, Math.max(0.2, order.frozenSeconds - order.holdSeconds));
  yield before;
  backup.snapshot = new Map(backup.copies.map((copy) => [copy, snapshotOf(copy)]));
  const held = order.holdSeconds <= HOLD_SECONDS;
  yield Math.min(order.holdSeconds, HOLD_SECONDS, FREEZE_SECONDS - before);
  if (!held) {
    put(0, volsnap(8, VOLUME));
    put(0.3, vss(12298, [VOLUME, "0", NO_ERROR, HOLD_FAILED, "0x00000000"]));
    yield 0.6;
  }
  const inTime = before + order.holdSeconds <= FREEZE_SECONDS;
  const thawed = writer.thaw(backup);
  yield 0.8;
  if (!thawed || !held || !inTime) {
    writer.abort(backup);
    return false;
  }
  writer.postSnapshot(backup);
  return true;
}
