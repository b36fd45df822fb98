import type { BackupPlan } from "../../model/backup/plan.ts";
import type { CopyProgress } from "../../model/backup/progress.ts";
import { messageOf, runFile, writeJson } from "./files.ts";
import { USUAL_LIMITS } from "./ports.ts";

/** A slower disk than this has no server; bytes a millisecond. */
const SLOWEST = 20_000;
const EVERY_MS = 1000;

/** Tells how far the copying is, in the run's folder, for the run that waits for it. */
export interface ProgressDesk {
  /** A step begins. */
  step(name: string): void;
  ahead(files: number, bytes: number): void;
  /** Files and bytes that are copied by now. */
  copied(files: number, bytes: number): void;
  /** More bytes were read by the check. */
  checked(bytes: number): void;
  /** So many bytes may be read without a sign; 0 when signs are to be seen again. */
  silent(bytes: number): void;
  write(): void;
  /** Why it cannot be written; null when it can. */
  trouble(): string | null;
}

export function openProgress(
  { id, folders }: Pick<BackupPlan, "id" | "folders">,
  shadows: CopyProgress["shadows"],
  {
    now,
    tell,
  }: { readonly now: () => number; readonly tell?: ((progress: CopyProgress) => void) | undefined },
): ProgressDesk {
  let state = {
    step: "",
    files: 0,
    filesInAll: 0,
    bytes: 0,
    bytesInAll: 0,
    checked: 0,
    patience: USUAL_LIMITS.copying,
  };
  let began = { at: now(), done: 0 };
  let written = Number.NEGATIVE_INFINITY;
  let trouble: string | null = null;

  function write(): void {
    written = now();
    const seconds = (written - began.at) / 1000;
    const done = state.bytes + state.checked - began.done;
    const progress: CopyProgress = {
      schema: "thawline.progress/1",
      id,
      process: process.pid,
      at: new Date(written).toISOString(),
      ...state,
      rate: seconds < 1 ? null : Math.round(done / seconds),
      shadows,
    };
    tell?.(progress);
    try {
      writeJson(runFile(folders.run, "progress"), progress);
    } catch (error) {
      trouble = messageOf(error);
    }
  }
  function change(by: Partial<typeof state>): void {
    state = { ...state, ...by };
    if (now() - written >= EVERY_MS) write();
  }

  return {
    step(name) {
      state = { ...state, step: name };
      began = { at: now(), done: state.bytes + state.checked };
      write();
    },
    ahead: (filesInAll, bytesInAll) => change({ filesInAll, bytesInAll }),
    copied: (files, bytes) => change({ files, bytes }),
    checked: (bytes) => change({ checked: state.checked + bytes }),
    silent: (bytes) => change({ patience: USUAL_LIMITS.copying + Math.ceil(bytes / SLOWEST) }),
    write,
    trouble: () => trouble,
  };
}
