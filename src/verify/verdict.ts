import type { DiagnosticCode } from "../../parsers/diagnostics.ts";
import { logName } from "../../parsers/ese/index.ts";
import type { Verdict } from "../model/report.ts";
import type { VerifiedDatabase, VerifiedLog, VerifiedSet, VerifyReport } from "../model/verify.ts";

type Judged = Omit<VerifyReport, "schema" | "generatedAt" | "tool" | "engine" | "verdict">;

/** What leaves something open that was asked for. */
const OPEN: ReadonlySet<string> = new Set<DiagnosticCode>([
  "input-missing",
  "input-unreadable",
  "verify-changed",
  "verify-engines-differ",
  "verify-eseutil",
  "verify-interrupted",
  "verify-locked",
  "verify-log-unread",
  "verify-nothing",
  "verify-unreadable",
  "verify-unrecognised",
]);

/** Two headers and the root of the space tree: without them there is no database. */
const LEAST_PAGES = 3;

/**
 * The verdict on all that was looked at, that of the worst: a failure that is proven; `unknown` where nothing worse was
 * found but anything is open; warnings; `ok`. What is open is worse than a warning here: a warning says that all was
 * read and can be restored, and who passes it, as a backup program may, has the server delete its logs. Warnings of
 * `analyze` claim no such thing, and come before what it could not judge.
 */
export function verdictOf(report: Judged): Verdict {
  const { databases, logs, checkpoints, sets, diagnostics } = report;
  if (databases.some(isBad) || sets.some(isLost)) return "failure";
  const files = [...databases, ...logs, ...checkpoints];
  if (files.some((file) => file.read !== "whole")) return "unknown";
  if (diagnostics.some((found) => OPEN.has(found.code))) return "unknown";
  if (sets.some((set) => set.databases.some((database) => !database.judged))) return "unknown";
  const flawed = databases.some(isFlawed) || sets.some(hasWarning) || logs.some(isMended);
  const lostCheckpoint = checkpoints.some((checkpoint) => checkpoint.copiesOk.includes(false));
  const warned = diagnostics.some((found) => found.severity === "warning");
  return flawed || lostCheckpoint || warned ? "warning" : "ok";
}

function isBad(database: VerifiedDatabase): boolean {
  if (database.eseutil?.result === "bad") return true;
  // A page that is being written may look bad.
  if (database.read === "changed" || database.read === "unreadable") return false;
  if (database.badChecksums > 0 || (database.headerStatus === "bothBad" && database.read === "whole"))
    return true;
  const cut = database.trailingBytes > 0 || database.bytes < LEAST_PAGES * (database.pageSize ?? 0);
  return cut && database.read === "whole";
}

function isFlawed(database: VerifiedDatabase): boolean {
  return database.correctableChecksums > 0 || database.headerStatus !== "ok";
}

/** Loss is failure: what was committed is not in the backup. */
function isLost(set: VerifiedSet): boolean {
  if (set.eseutil?.result === "bad" && !hasOnlyOldProblems(set)) return true;
  const unusable = set.databases.some(
    ({ judged, verdict }) => judged && verdict !== "clean" && verdict !== "recoverable",
  );
  // An incremental backup is its logs: there is no database that could do without one.
  return unusable || (set.databases.length === 0 && set.chain.problems.some(({ error }) => error !== -1022));
}

/** Where the databases do not need what is wrong with the logs, it is a warning whoever found it. */
function hasOnlyOldProblems(set: VerifiedSet): boolean {
  return set.databases.length > 0 && set.chain.eseutilExit !== 0;
}

function hasWarning(set: VerifiedSet): boolean {
  return set.chain.problems.length > 0 || set.databases.some(({ warnings }) => warnings.length > 0);
}

/** Bits of it were wrong, or its end is torn though it is closed. */
function isMended(log: VerifiedLog): boolean {
  if (log.segments === null) return false;
  const closed =
    logName(log.path.slice(Math.max(log.path.lastIndexOf("/"), log.path.lastIndexOf("\\")) + 1))?.kind ===
    "closed";
  return log.segments.correctable > 0 || (closed && log.segments.torn !== null);
}
