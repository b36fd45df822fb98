import type { Config } from "../../config/default-config.ts";
import type { CheckResult } from "../../model/doctor.ts";
import type { ProcessPort, TalkingProcess } from "../../model/process.ts";
import type { Shell } from "../../model/shell.ts";
import type { Reach } from "../../platform/reach.ts";
import type { Inspection } from "../../store/inspect.ts";
import type { OpenedStore } from "../../store/open-store.ts";

/** One thing to look at. A new check is a file with one of these, and a line in `checks/index.ts`. */
export interface Check {
  /** Stable, for scripts. */
  readonly name: string;
  readonly title: string;
  /** Longer, and it is not known. */
  readonly seconds: number;
  /** Elsewhere there is nothing to look at. */
  readonly windowsOnly?: true;
  /** Changes nothing and sends nothing. What goes wrong is a result. */
  run(ports: DoctorPorts, signal: AbortSignal): Promise<readonly CheckResult[]>;
}

/** What the checks see of the machine, so that tests can put another one in its place. */
export interface DoctorPorts {
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
  readonly node: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For what programs write beside. */
  readonly folder: () => string;
  readonly processes: ProcessPort;
  readonly shell: Shell;
  readonly startReader: (script: string) => TalkingProcess;
  readonly reach: Reach;
  /** Of the disk that a path is on, in bytes; null: not known. */
  readonly room: (path: string) => Promise<{ readonly free: number; readonly total: number } | null>;
  readonly store: StorePort;
  readonly config: ConfigPort;
  /** Keeps what a program printed, for the bundle. */
  readonly keep: (name: string, text: string) => void;
}

export interface StorePort {
  /** The state folder. */
  readonly folder: string;
  /** To read. @throws StoreError */
  open(): OpenedStore;
  /** Looks for damage. @throws StoreError */
  inspect(): Inspection;
}

export interface ConfigPort {
  /** Null: there is none, and the defaults hold. */
  readonly file: string | null;
  /** Where the file cannot be read: the defaults. */
  readonly value: Config;
  /** Why the file cannot be read. */
  readonly trouble: string | null;
  /** `thawline.yaml:12:5` */
  readonly placeOf: (path: readonly PropertyKey[]) => string;
}

export function ok(says: string): CheckResult {
  return { state: "ok", says, remedy: null };
}

export function warning(says: string, remedy: string): CheckResult {
  return { state: "warning", says, remedy };
}

export function failure(says: string, remedy: string): CheckResult {
  return { state: "failure", says, remedy };
}

export function unknown(says: string, remedy: string | null = null): CheckResult {
  return { state: "unknown", says, remedy };
}

export function notHere(says: string): CheckResult {
  return { state: "not-here", says, remedy: null };
}
