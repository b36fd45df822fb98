import { chainWords } from "../../parsers/ese/verdict-words.ts";
import type { Finding, Severity } from "../model/finding.ts";
import type { VerifiedDatabase, VerifiedSet, VerifiedSetDatabase, VerifyReport } from "../model/verify.ts";
import type { RuleMeta } from "./rule.ts";
import { checksumFailed } from "./rules/checksum-failed.ts";
import { logChainBroken } from "./rules/log-chain-broken.ts";
import { pageCorrected } from "./rules/page-corrected.ts";

/** The job that made the backup, and the server that it is of; null where nobody knows. */
export interface VerifiedPlace {
  readonly job: string | null;
  readonly server: string | null;
}

/** What is wrong, before it becomes a finding; what it leaves out is that of the rule. */
interface Fault {
  readonly meta: RuleMeta;
  readonly severity?: Severity;
  readonly title?: string;
  readonly detail: string;
  readonly database: string | null;
}

const WEIGHT: Readonly<Record<Severity, number>> = { failure: 0, warning: 1, info: 2 };
/** Sentences of a chain and notes that a detail holds; the report of the verification has them all. */
const MOST_SENTENCES = 5;
const UNPROVEN = "Backup not verified as a whole";

/**
 * What the check of a backup's files found, as findings of its job, worst first. Cause, remedy and references are those
 * of the rules that tell the same from events. What could not be judged is a warning: it is no proof of a good backup.
 * No evidence, for there are no events. Ids begin with `V`, those of the rules with `F`.
 */
export function findingsOfVerify(report: VerifyReport, place: VerifiedPlace): readonly Finding[] {
  const files = new Map(report.databases.map((file) => [file.path, file]));
  const faults = [
    ...report.sets.flatMap((set) => [
      ...set.databases.flatMap((judged) => databaseFaults(judged, files.get(judged.path))),
      ...chainFaults(set),
    ]),
    ...openFaults(report),
  ];
  return faults
    .map(({ meta, severity = meta.severity, ...fault }) => ({ meta, severity, ...fault }))
    .sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])
    .map(({ meta, severity, title = meta.title, detail, database }, index) => ({
      id: `V${index + 1}`,
      code: meta.code,
      severity,
      title,
      detail,
      cause: meta.cause,
      remedy: meta.remedy,
      references: meta.references,
      ...place,
      database,
      evidence: [],
    }));
}

function databaseFaults(judged: VerifiedSetDatabase, file: VerifiedDatabase | undefined): readonly Fault[] {
  const { path, reasons, verdict } = judged;
  const database = stemOf(judged.name);
  if (!judged.judged) {
    const detail = `${path}: not judged, ${listOf(reasons)}.`;
    return [{ meta: checksumFailed.meta, severity: "warning", title: UNPROVEN, detail, database }];
  }
  const { pages, logs } = parted(judged);
  const faults: Fault[] = [];
  if (verdict === "damaged") {
    faults.push({ meta: checksumFailed.meta, detail: `${path}: ${pages.join(" ")}`, database });
  } else if (verdict === "other") {
    const why = [`${listOf(reasons)} (${judged.state}).`, ...pages].join(" ");
    const title = "Database not usable as a backup";
    faults.push({ meta: checksumFailed.meta, title, detail: `${path}: ${why}`, database });
  }
  if (logs.length > 0)
    faults.push({ meta: logChainBroken.meta, detail: `${path}: ${logs.join(" ")}`, database });
  return [...faults, ...fileFaults(judged, file, database)];
}

/** What is wrong with the file beside what its set was judged by. */
function fileFaults(
  { path, verdict, warnings }: VerifiedSetDatabase,
  file: VerifiedDatabase | undefined,
  database: string,
): readonly Fault[] {
  if (file === undefined) return [];
  const faults: Fault[] = [];
  const { trailingBytes, correctableChecksums: count, eseutil, headerStatus } = file;
  if (trailingBytes > 0) {
    const detail = `${path}: the file ends ${trailingBytes} bytes behind its last whole page: it was cut.`;
    faults.push({ meta: checksumFailed.meta, detail, database });
  }
  if (eseutil?.result === "bad" && verdict !== "damaged") {
    faults.push({ meta: checksumFailed.meta, detail: `${path}: eseutil ${eseutil.message}.`, database });
  }
  if (headerStatus === "shadowDiffers") {
    const detail = `${path}: the two copies of the header differ.`;
    faults.push({ meta: checksumFailed.meta, severity: "warning", detail, database });
  }
  if (count > 0) {
    const detail = `${path}: ${warnings.find((text) => text.includes("wrong bit")) ?? `${count} pages with a wrong bit.`}`;
    faults.push({ meta: pageCorrected.meta, detail, database });
  }
  return faults;
}

/** The sentences on a database's pages, and those on its logs: one for each list of its range that is not empty. */
function parted({ details, counts }: VerifiedSetDatabase): {
  readonly pages: readonly string[];
  readonly logs: readonly string[];
} {
  const lists = counts === undefined ? 0 : Object.values(counts).filter((count) => count > 0).length;
  return { pages: details.slice(0, details.length - lists), logs: details.slice(details.length - lists) };
}

/** What is wrong with a chain that no database of its set has told: without databases a failure, for then it is the backup. */
function chainFaults(set: VerifiedSet): readonly Fault[] {
  const alone = set.databases.length === 0;
  const told = set.databases.some(({ counts }) => Object.values(counts ?? {}).some((count) => count > 0));
  const problems = told ? [] : chainWords(set.chain);
  const bad =
    set.eseutil?.result === "bad" && problems.length === 0 ? [`eseutil ${set.eseutil.message}.`] : [];
  const sentences = [...problems, ...bad];
  if (sentences.length === 0) return [];
  const detail = `Logs ${set.base} in ${set.folder}: ${firstOf(sentences)}`;
  return [{ meta: logChainBroken.meta, severity: alone ? "failure" : "warning", detail, database: null }];
}

/** Files that could not be read, or are none of a backup, where no database has told it. */
function openFaults({ diagnostics, sets }: VerifyReport): readonly Fault[] {
  const told = new Set(
    sets.flatMap((set) => set.databases.flatMap(({ judged, path }) => (judged ? [] : [path]))),
  );
  // That a file was cut is told with its database.
  const open = diagnostics.filter(
    ({ severity, where, code }) => severity === "error" && code !== "verify-cut" && !told.has(where),
  );
  if (open.length === 0) return [];
  const detail = firstOf(open.map(({ where, message }) => `${where}: ${message}.`));
  return [{ meta: checksumFailed.meta, severity: "warning", title: UNPROVEN, detail, database: null }];
}

function firstOf(sentences: readonly string[]): string {
  const more = sentences.length - MOST_SENTENCES;
  return `${sentences.slice(0, MOST_SENTENCES).join(" ")}${more > 0 ? ` And ${more} more.` : ""}`;
}

function listOf(reasons: readonly string[]): string {
  return reasons.length === 0 ? "no reason is known" : reasons.join("; ");
}

/** Exchange names the file of a database after it, unless somebody chose otherwise. */
function stemOf(name: string): string {
  return name.replace(/\.edb$/i, "");
}
