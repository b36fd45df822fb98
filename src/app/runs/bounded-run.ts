import type { RunRecord, RunStep } from "../../model/backup/run.ts";
import { FINDING_CODES, type Finding } from "../../model/finding.ts";
import { guidOf } from "../../model/guid.ts";

/** More of either is not what a run writes; a report need not show it. */
const MOST_STEPS = 200;
const MOST_FINDINGS = 200;
const MOST_TEXTS = 50;
/** Characters. */
const LONGEST = 2_000;
const LONGEST_NAME = 300;

/**
 * A record that was read, as a report can use it: lists and texts of bounded length, times that are times, findings that are
 * whole. Whoever can write to the folder may have written it.
 */
export function boundedRun(record: RunRecord): { readonly run: RunRecord } | { readonly trouble: string } {
  const startedAt = timeOf(record.startedAt);
  if (startedAt === null) return { trouble: "the run has no time at which it began" };
  const { mark } = record.process;
  const set = record.snapshotSet?.toLowerCase() ?? null;
  const told = record.toldSet?.toLowerCase() ?? null;
  if ([set, told].some((guid) => guid !== null && guidOf(guid) !== guid))
    return { trouble: "its snapshot set is no GUID" };
  return {
    run: {
      ...record,
      server: cut(record.server, LONGEST_NAME),
      unit: cut(record.unit, LONGEST_NAME),
      folder: cut(record.folder),
      process: { ...record.process, ...(mark === undefined ? {} : { mark: cut(mark, LONGEST_NAME) }) },
      databases: record.databases
        .slice(0, MOST_STEPS)
        .map(({ name, file }) => ({ name: cut(name, LONGEST_NAME), file: cut(file) })),
      startedAt,
      endedAt: timeOf(record.endedAt),
      snapshotSet: set,
      ...(told === null ? {} : { toldSet: told }),
      steps: record.steps.slice(0, MOST_STEPS).flatMap(boundedStep),
      reasons: texts(record.reasons),
      findings: record.findings.slice(0, MOST_FINDINGS).flatMap(boundedFinding),
      left: texts(record.left),
    },
  };
}

function boundedStep({ name, start, end, outcome, detail, transcript }: RunStep): readonly RunStep[] {
  const began = timeOf(start);
  if (began === null) return [];
  const path = transcript === null ? null : cut(transcript);
  return [
    {
      name: cut(name, LONGEST_NAME),
      start: began,
      end: timeOf(end),
      outcome,
      detail: cut(detail),
      transcript: path,
    },
  ];
}

/** What an older or a newer version wrote otherwise is left out. */
function boundedFinding(found: Finding): readonly Finding[] {
  const { code, severity, title, detail, cause, remedy, references, database } = found as Partial<Finding>;
  if (code === undefined || !FINDING_CODES.includes(code) || severity === undefined) return [];
  return [
    {
      id: "",
      code,
      severity,
      title: cut(String(title)),
      detail: cut(String(detail)),
      cause: cut(typeof cause === "string" ? cause : ""),
      remedy: texts(remedy),
      references: texts(references),
      job: null,
      server: null,
      database: typeof database === "string" ? cut(database, LONGEST_NAME) : null,
      // Events are proven by logs, not by a file that names them.
      evidence: [],
    },
  ];
}

function texts(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.slice(0, MOST_TEXTS).flatMap((text) => (typeof text === "string" ? [cut(text)] : []));
}

function cut(text: string, longest = LONGEST): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** As reports have times: UTC with milliseconds. */
function timeOf(text: string | null): string | null {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
