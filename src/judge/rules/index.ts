import type { Rule } from "../rule.ts";
import { backupFailed } from "./backup-failed.ts";
import { backupInProgress } from "./backup-in-progress.ts";
import { backupOverdue } from "./backup-overdue.ts";
import { checksumFailed } from "./checksum-failed.ts";
import { clockSkew } from "./clock-skew.ts";
import { componentNotBackedUp } from "./component-not-backed-up.ts";
import { copyUnhealthy } from "./copy-unhealthy.ts";
import { databaseDismounted } from "./database-dismounted.ts";
import { eventsLost } from "./events-lost.ts";
import { flushHoldTimeout } from "./flush-hold-timeout.ts";
import { freezeFailed } from "./freeze-failed.ts";
import { freezeSlow } from "./freeze-slow.ts";
import { freezeTimeout } from "./freeze-timeout.ts";
import { idTextMismatch } from "./id-text-mismatch.ts";
import { incrementalRefused } from "./incremental-refused.ts";
import { jobAbandoned } from "./job-abandoned.ts";
import { jobAborted } from "./job-aborted.ts";
import { jobsOverlap } from "./jobs-overlap.ts";
import { logChainBroken } from "./log-chain-broken.ts";
import { noComponents } from "./no-components.ts";
import { notTruncatedByDesign } from "./not-truncated-by-design.ts";
import { pageCorrected } from "./page-corrected.ts";
import { pageCorrupt } from "./page-corrupt.ts";
import { passiveLinkLost } from "./passive-link-lost.ts";
import { serviceRestarted } from "./service-restarted.ts";
import { shadowOrphaned } from "./shadow-orphaned.ts";
import { shadowStorage } from "./shadow-storage.ts";
import { truncatedWithoutCopy } from "./truncated-without-copy.ts";
import { truncationBlocked } from "./truncation-blocked.ts";
import { truncationFilesMissing } from "./truncation-files-missing.ts";
import { truncationMissing } from "./truncation-missing.ts";
import { truncationUnproven } from "./truncation-unproven.ts";
import { volumeNotInSet } from "./volume-not-in-set.ts";
import { vssError } from "./vss-error.ts";
import { watcherBlind } from "./watcher-blind.ts";
import { writerFailed } from "./writer-failed.ts";
import { writerMissing } from "./writer-missing.ts";

/** Every rule, in the order of the contract's codes; a new one is a file and a line here. */
export const RULES: readonly Rule[] = [
  freezeTimeout,
  freezeSlow,
  freezeFailed,
  jobAborted,
  jobAbandoned,
  backupFailed,
  componentNotBackedUp,
  backupInProgress,
  copyUnhealthy,
  volumeNotInSet,
  passiveLinkLost,
  writerFailed,
  writerMissing,
  noComponents,
  truncationMissing,
  truncationBlocked,
  truncationFilesMissing,
  truncationUnproven,
  notTruncatedByDesign,
  checksumFailed,
  logChainBroken,
  pageCorrupt,
  pageCorrected,
  flushHoldTimeout,
  shadowStorage,
  shadowOrphaned,
  vssError,
  jobsOverlap,
  incrementalRefused,
  databaseDismounted,
  serviceRestarted,
  truncatedWithoutCopy,
  idTextMismatch,
  eventsLost,
  clockSkew,
  backupOverdue,
  watcherBlind,
];
