import type { CheckResult } from "../../model/doctor.ts";
import type { Status } from "../../model/status.ts";
import { failure, ok, warning } from "./check.ts";

/** It leaves a sign of life every few seconds; a store under load may take longer. */
const ALIVE_MS = 120_000;

/** Whether a watcher runs, by what it leaves in the store. */
export function signOfLife({ now, watcher: { aliveAt, pid } }: Status): CheckResult {
  const start = "run thawline watch, or install it: thawline service install";
  if (aliveAt === null) return warning("no watcher has left a sign of life in the store", start);
  const at = new Date(aliveAt).toISOString();
  if (pid === null) return warning(`the watcher is not running: it ended at ${at}`, start);
  if (now - aliveAt <= ALIVE_MS) return ok(`runs as process ${pid}, last sign of life at ${at}`);
  return failure(`the watcher has died: its last sign of life is of ${at}`, `${start}; its log may say why`);
}
