import type { ProcessPort } from "../process.ts";
import type { Shell } from "../shell.ts";

/** What a backup needs of a machine: a Windows server, or the simulated one of the lab. All else is the same for both. */
export interface BackupMachine {
  readonly processes: ProcessPort;
  readonly shell: Shell;
  readonly files: SnapshotFiles;
  /** `SystemRoot`, `ExchangeInstallPath`, ... */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Files of exposed shadow copies: what there is to copy, to compare with what was copied. */
export interface SnapshotFiles {
  /**
   * @param folder `G:\Logs\DB01`
   * @returns files in it, by name, without folders
   * @throws Error when there is none, or it cannot be read
   */
  list(folder: string): Promise<readonly { readonly name: string; readonly bytes: number }[]>;
}
