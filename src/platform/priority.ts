import { constants, setPriority } from "node:os";

/** Lets other programs go first: a check of a backup has time, the server's mailboxes have not. */
export function lowerPriority(pid = 0): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A process that has ended, or a system that refuses: it runs as it is.
  }
}
