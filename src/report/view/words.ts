import type { FindingCode, Severity } from "../../model/finding.ts";
import type {
  BackupType,
  DatabaseResult,
  Freeze,
  Job,
  Outcome,
  Phase,
  StepOutcome,
  TruncationState,
} from "../../model/job.ts";
import type { Verdict } from "../../model/report.ts";
import type { Tone } from "./report-view.ts";

/**
 * The words that a report uses for the values of the model. Each table is complete by its type, so the
 * JSON Schema takes its lists of values from here too.
 */
export const VERDICTS: Record<Verdict, { readonly word: string; readonly tone: Tone }> = {
  ok: { word: "GOOD", tone: "good" },
  warning: { word: "WARNING", tone: "warning" },
  failure: { word: "FAILED", tone: "failure" },
  unknown: { word: "CANNOT TELL", tone: "unproven" },
};

export const SEVERITIES: Record<Severity, Tone> = { failure: "failure", warning: "warning", info: "good" };

export const OUTCOMES: Record<Outcome, { readonly word: string; readonly tone: Tone }> = {
  succeeded: { word: "succeeded", tone: "good" },
  failed: { word: "failed", tone: "failure" },
  aborted: { word: "aborted", tone: "failure" },
  abandoned: { word: "abandoned, never ended", tone: "failure" },
  running: { word: "still running when the log ends", tone: "unproven" },
  incomplete: { word: "not wholly in the log", tone: "unproven" },
};

export const TYPES: Record<BackupType, { readonly word: string; readonly title: string }> = {
  full: { word: "full", title: "Full backup" },
  incremental: { word: "incremental", title: "Incremental backup" },
  copy: { word: "copy", title: "Copy backup" },
  differential: { word: "differential", title: "Differential backup" },
  "full-or-copy": { word: "full or copy", title: "Full or copy backup" },
  "incremental-or-differential": {
    word: "incremental or differential",
    title: "Incremental or differential backup",
  },
  none: { word: "plain snapshot", title: "Plain snapshot" },
  unknown: { word: "unknown type", title: "Backup of unknown type" },
};

export const PHASES: Record<Phase, string> = {
  metadata: "metadata",
  "prepare-backup": "prepare backup",
  "prepare-snapshot": "prepare snapshot",
  freeze: "freeze",
  "post-snapshot": "post snapshot",
  transfer: "transfer",
  "backup-complete": "backup complete",
  truncation: "truncation",
  shutdown: "shutdown",
};

export const ROLES: Record<DatabaseResult["role"], string> = {
  active: "active copy",
  passive: "passive copy",
  standalone: "standalone",
  unknown: "role unknown",
};

export const WRITERS: Record<Job["writer"], string> = {
  store: "store writer",
  replication: "replication writer",
  both: "store and replication writers",
  "ese-only": "seen by the database engine only",
};

export const FREEZES: Record<Freeze["outcome"], { readonly word: string; readonly tone: Tone }> = {
  thawed: { word: "thawed", tone: "good" },
  "timed-out": { word: "timed out", tone: "failure" },
  failed: { word: "freeze failed", tone: "failure" },
  unknown: { word: "thaw not seen", tone: "unproven" },
};

export const TRUNCATIONS: Record<
  TruncationState,
  { readonly word: string; readonly words: string; readonly tone: Tone }
> = {
  "not-expected": { word: "not due", words: "no truncation due", tone: "good" },
  requested: {
    word: "requested",
    words: "truncation requested; the copies delete their logs later",
    tone: "good",
  },
  deleted: { word: "deleted", words: "logs deleted", tone: "good" },
  "nothing-to-delete": { word: "nothing to delete", words: "no logs to delete", tone: "good" },
  failed: { word: "FAILED", words: "truncation failed", tone: "failure" },
  missing: {
    word: "MISSING",
    words: "truncation missing: due, and no sign of it in the log",
    tone: "failure",
  },
  unproven: { word: "not proven", words: "truncation not proven by these logs", tone: "unproven" },
};

export const STEPS: Record<StepOutcome, { readonly word: string; readonly tone: Tone }> = {
  succeeded: { word: "succeeded", tone: "good" },
  warning: { word: "with warnings", tone: "warning" },
  failed: { word: "failed", tone: "failure" },
  unknown: { word: "not known", tone: "unproven" },
};

/** A finding in a few words, for tables and headlines. */
export const CODES: Record<FindingCode, string> = {
  FREEZE_TIMEOUT: "freeze timed out",
  FREEZE_SLOW: "slow freeze",
  FREEZE_FAILED: "freeze failed",
  JOB_ABORTED: "aborted",
  JOB_ABANDONED: "never ended",
  BACKUP_FAILED: "writer reported an error",
  COMPONENT_NOT_BACKED_UP: "database not backed up",
  BACKUP_IN_PROGRESS: "another backup in progress",
  COPY_UNHEALTHY: "copy not healthy",
  VOLUME_NOT_IN_SET: "volume not in the snapshot set",
  PASSIVE_LINK_LOST: "link to the active copy lost",
  WRITER_FAILED: "writer failed",
  WRITER_MISSING: "writer missing",
  NO_COMPONENTS: "no databases selected",
  TRUNCATION_MISSING: "logs not truncated",
  TRUNCATION_BLOCKED: "truncation blocked",
  TRUNCATION_FILES_MISSING: "log files already gone",
  TRUNCATION_UNPROVEN: "truncation not proven",
  NOT_TRUNCATED_BY_DESIGN: "logs stay by design",
  CHECKSUM_FAILED: "checksum failed",
  LOG_CHAIN_BROKEN: "log chain broken",
  PAGE_CORRUPT: "corrupt page",
  PAGE_CORRECTED: "page corrected",
  FLUSH_HOLD_TIMEOUT: "flush and hold timed out",
  SHADOW_STORAGE: "shadow storage",
  SHADOW_ORPHANED: "shadow copy left over",
  VSS_ERROR: "VSS error",
  JOBS_OVERLAP: "jobs overlap",
  INCREMENTAL_REFUSED: "incremental refused",
  DATABASE_DISMOUNTED: "database dismounted",
  SERVICE_RESTARTED: "service restarted",
  TRUNCATED_WITHOUT_COPY: "truncated without a copy",
  ID_TEXT_MISMATCH: "text of another event",
  EVENTS_LOST: "events lost",
  CLOCK_SKEW: "clocks disagree",
  BACKUP_OVERDUE: "backup overdue",
  WATCHER_BLIND: "source silent",
};

/** Worst first. */
export const RANKED: readonly Tone[] = ["failure", "warning", "unproven", "good"];

const RANK: Record<Tone, number> = { failure: 0, warning: 1, unproven: 2, good: 3 };

/** The worst of some tones. A warning outranks what is unproven, as in the exit codes. */
export function worstTone(tones: readonly Tone[]): Tone {
  return tones.reduce<Tone>((worst, tone) => (RANK[tone] < RANK[worst] ? tone : worst), "good");
}

/** Sorts the worst first. */
export function byTone(a: Tone, b: Tone): number {
  return RANK[a] - RANK[b];
}

/** `DB01, DB02, DB03 and 4 more` */
export function listOf(names: readonly string[], most: number): string {
  const shown = names.length > most + 1 ? names.slice(0, most) : names;
  const rest = names.length - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** `1 job`, `2 jobs`; irregular plurals are passed. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${count === 1 ? one : many}`;
}
