import { diagnostic } from "../../parsers/diagnostics.ts";
import { judgeSet, type SetVerdict } from "../../parsers/ese/index.ts";
import type { Diagnostic } from "../model/raw-event.ts";
import type { VerifiedDatabase, VerifiedSet, VerifiedSetDatabase } from "../model/verify.ts";
import type { Stream } from "./group.ts";

type Chain = SetVerdict["chain"];
type ChainProblem = Chain["problems"][number];
type DatabaseVerdict = SetVerdict["databases"][number];

export interface JudgedSet {
  readonly set: VerifiedSet;
  /** Logs whose content is not checked here, and which something rests on. */
  readonly unproven: readonly Diagnostic[];
}

/** JET_errDiskIO */
const NOT_READ = -1022;

/** Judges a stream by the rules of the parsers, and takes back what rests on files that could not be read. */
export function judgeStream(stream: Stream): JudgedSet {
  const { folder, base } = stream;
  const unread = new Set(stream.logs.filter((log) => log.file.read !== "whole").map((log) => log.of.name));
  const verdict = judgeSet({
    base,
    logs: stream.logs.map(({ of, reading }) => ({ name: of.name, reading })),
    checkpoint: stream.checkpoint?.reading ?? null,
    databases: stream.databases.map(({ of, database, identity }) => {
      const { header, pageSize, headerStatus, eseutilExit } = database;
      if (header === null || pageSize === null || identity === null || headerStatus === "unread") {
        return { name: of.name, report: null, identity: null };
      }
      const report = { ...database, header, pageSize, headerStatus, eseutilExit: eseutilExit ?? 0 };
      return { name: of.name, report, identity };
    }),
  });
  const databases = verdict.databases.map((judged, index): VerifiedSetDatabase => {
    const file = stream.databases[index];
    const named = { ...judged, path: file?.of.path ?? judged.name };
    const reason = file === undefined ? null : unjudged(judged, file.database, unread.size > 0);
    if (reason === null) return { ...named, judged: true };
    return { ...named, verdict: "other", reasons: [reason], details: [], judged: false };
  });
  const set: VerifiedSet = { folder, ...verdict, chain: withUnread(verdict.chain, unread), databases };
  return { set, unproven: unreadContent(stream, databases) };
}

/** Why a verdict cannot be upheld; null when it can. */
function unjudged(judged: DatabaseVerdict, file: VerifiedDatabase, logsUnread: boolean): string | null {
  // What was found to be bad stays so, whatever follows; a page that is being written may only look so.
  if (judged.pages.bad > 0 && file.read !== "changed") return null;
  if (file.read !== "whole") return `database file ${file.read}`;
  if (file.eseutil?.result === "unproven") return "eseutil proved nothing";
  const needsLogs = judged.verdict === "not recoverable" || judged.verdict === "recoverable with loss";
  return needsLogs && logsUnread ? "logs could not be read" : null;
}

/** A log that could not be read is neither good nor damaged. */
function withUnread(chain: Chain, unread: ReadonlySet<string>): Chain {
  if (unread.size === 0) return chain;
  const problems = chain.problems.map((problem): ChainProblem => {
    if (!("file" in problem) || !unread.has(problem.file)) return problem;
    return { error: NOT_READ, file: problem.file, what: "could not be read" };
  });
  return { ...chain, problems };
}

/** Logs of an older format are judged by their headers alone: a set that rests on them is not proven. */
function unreadContent(stream: Stream, databases: readonly VerifiedSetDatabase[]): readonly Diagnostic[] {
  const rests = (generation: number): boolean =>
    databases.length === 0 ||
    databases.some(({ required, committed = 0 }) => {
      const [first, last] = required ?? [0, -1];
      return generation >= first && generation <= Math.max(last, committed);
    });
  const found = stream.logs.filter(
    ({ reading: { report } }) => report.eseutilExit === null && rests(report.generation),
  );
  const [first] = found;
  if (first === undefined) return [];
  const more = found.length > 1 ? ` and ${found.length - 1} more` : "";
  const message = `format ${first.reading.report.version.slice(0, 2).join(".")}${more}: header good, content not checked; use --engine eseutil`;
  return [diagnostic("verify-log-unread", first.of.path, message)];
}
