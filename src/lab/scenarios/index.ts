import { aborted } from "./aborted.ts";
import { backupInProgress } from "./backup-in-progress.ts";
import { badPage } from "./bad-page.ts";
import { clockSkew } from "./clock-skew.ts";
import { copyFailed } from "./copy-failed.ts";
import { copyLagged } from "./copy-lagged.ts";
import { copySuspended } from "./copy-suspended.ts";
import { diskFull } from "./disk-full.ts";
import { dismounted } from "./dismount.ts";
import { failover } from "./failover.ts";
import { flushHoldTimeout } from "./flush-hold-timeout.ts";
import { foreignLogInCopy } from "./foreign-log.ts";
import { frozenTooLong } from "./frozen-too-long.ts";
import { good } from "./good.ts";
import { goodPassive } from "./good-passive.ts";
import { localised } from "./localised.ts";
import { logCleared } from "./log-cleared.ts";
import { logRolled } from "./log-rolled.ts";
import { logVolumeForgotten } from "./log-volume-forgotten.ts";
import { missingLogInCopy } from "./missing-log.ts";
import { neverCompleted } from "./never-completed.ts";
import { neverTruncates } from "./never-truncates.ts";
import { orphanedJob } from "./orphaned-job.ts";
import { replicaWriter2010 } from "./replica-writer-2010.ts";
import { requesterFailure } from "./requester-failure.ts";
import type { Scenario } from "./scenario.ts";
import { serviceRestart } from "./service-restart.ts";
import { shadowStorageFull } from "./shadow-storage-full.ts";
import { storeWriter2010 } from "./store-writer-2010.ts";
import { tornPageInCopy } from "./torn-page.ts";
import { truncationRpcFailure } from "./truncation-rpc-failure.ts";
import { twoRequesters } from "./two-requesters.ts";

/** Every scenario; a new one is a file and a line here. */
export const SCENARIOS: readonly Scenario[] = [
  good,
  goodPassive,
  frozenTooLong,
  flushHoldTimeout,
  aborted,
  requesterFailure,
  backupInProgress,
  neverCompleted,
  orphanedJob,
  badPage,
  tornPageInCopy,
  missingLogInCopy,
  foreignLogInCopy,
  logVolumeForgotten,
  copySuspended,
  copyFailed,
  copyLagged,
  neverTruncates,
  truncationRpcFailure,
  serviceRestart,
  failover,
  dismounted,
  shadowStorageFull,
  diskFull,
  logCleared,
  logRolled,
  clockSkew,
  twoRequesters,
  localised,
  replicaWriter2010,
  storeWriter2010,
];

export function scenarioNamed(name: string): Scenario | undefined {
  return SCENARIOS.find((scenario) => scenario.name === name);
}
