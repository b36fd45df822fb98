import type { BackupMachine } from "../../model/backup/machine.ts";
import type { Source } from "../../model/source.ts";
import type { Store } from "../../model/store.ts";

/** Where backups are made: this Windows server, or a simulated one. */
export interface BackupPlace {
  readonly machine: BackupMachine;
  /** Whether nothing of it is real. */
  readonly simulated: boolean;
  /** The event logs of these servers. */
  readonly sources: (servers: readonly string[], store: Store) => readonly Source[];
  /** Between two looks at what the logs tell, in milliseconds of the machine's time. */
  readonly roundMs: number;
  /** Waits until a watcher has seen what is written by now; absent: time alone brings it. */
  readonly caughtUp?: (store: Store) => Promise<void>;
  /** What Diskshadow's script starts; the run's folder comes behind it. */
  readonly copyCommand: readonly [file: string, ...args: readonly string[]];
  close(): Promise<void>;
}
