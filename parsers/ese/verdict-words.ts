import { LOG_ACCUMULATED, LOG_MISSING } from "./chain.ts";
import type { CheckpointReading } from "./checkpoint.ts";
import { closedLogName, logName } from "./log-name.ts";
import { type Generations, isDamaged, isNamed } from "./range.ts";
import type { Chain, ChainProblem, RangeFindings, RangeList } from "./set-types.ts";
import type { DatabaseIdentity, DatabaseReport, MisplacedPage } from "./types.ts";

/** What the sentences on a database need to know of its log stream. */
export interface Stream {
  readonly base: string;
  readonly chain: Chain;
  readonly logs: Generations;
  readonly checkpoint: CheckpointReading | null;
}

/** Logs and pages that a sentence names one by one. */
const NAMED = 8;

/** Why a database is not as it should be: files, consequences and Jet errors, a sentence each. */
export function detailsOf(
  report: DatabaseReport,
  range: RangeFindings | null,
  stream: Stream,
): readonly string[] {
  const details: string[] = [];
  if (report.badChecksums > 0) {
    const pages = listed(runs(report.badPages), report.badChecksums - report.badPages.length);
    details.push(`${plural(report.badChecksums, "page")} damaged: ${pages} (-1206; -1018 when it is read).`);
  }
  details.push(...report.misplaced.slice(0, NAMED).map(misplacedWords));
  if (report.header.stateText === "Illegal") {
    details.push(`The state in the header, ${report.header.state}, is none that ESE knows.`);
  }
  if (range !== null) details.push(...rangeDetails(range, stream));
  return details;
}

/** Says more of a damaged page; it is no reason of its own. */
export function misplacedWords({ pgno, belongsTo }: MisplacedPage): string {
  return `Page ${pgno} holds page ${belongsTo}: it was written to the wrong place.`;
}

function rangeDetails(range: RangeFindings, stream: Stream): string[] {
  const [first, last] = range.required;
  const needed = `logs ${hex(first)} to ${hex(last)} are required`;
  const say = (list: RangeList, sentence: (logs: string) => string): string[] =>
    range.counts[list] === 0
      ? []
      : [sentence(listed(logRuns(range[list], stream), range.counts[list] - range[list].length))];
  return [
    ...say(
      "missing",
      (logs) => `Missing: ${logs}. The database cannot be made consistent: ${needed} (-543).`,
    ),
    ...say("damaged", (logs) => `Damaged: ${logs}. Recovery stops there: ${needed} (-501).`),
    ...say(
      "signatureMismatch",
      (logs) => `Of another log stream than the database: ${logs}. Recovery refuses them (-530).`,
    ),
    ...say(
      "outOfSequence",
      (logs) => `Not the successor of the log before, or of another history: ${logs} (-590, -515 or -528).`,
    ),
    ...say(
      "lossy",
      (logs) =>
        `Missing or not usable: ${logs}. The database can be made consistent, but committed changes from the first of them on are lost (-582).`,
    ),
  ];
}

/** What does not change the verdict. */
export function warningsOf(
  report: DatabaseReport,
  identity: DatabaseIdentity,
  range: RangeFindings | null,
  stream: Stream,
): readonly string[] {
  const { header } = report;
  const warnings: string[] = [];
  if (report.headerStatus === "shadowDiffers") warnings.push("The two copies of the header differ.");
  if (report.correctableChecksums > 0) {
    const pages = report.correctable
      .slice(0, NAMED)
      .map(({ pgno, bits }) => `${pgno} (bit ${bits.join(", ")})`);
    const more = report.correctableChecksums - pages.length;
    warnings.push(
      `${plural(report.correctableChecksums, "page")} with a wrong bit that can be corrected: ${listed(pages, more)}. The file stays wrong, and eseutil passes it: look at disk and memory.`,
    );
  }
  if (report.trailingBytes > 0) {
    const bytes = plural(report.trailingBytes, "byte");
    warnings.push(`The file ends inside of a page: ${bytes} behind the last whole one. It may be cut.`);
  }
  if (range === null) {
    const problems = chainWords(stream.chain);
    return problems.length === 0 || stream.logs.size === 0 ? warnings : [...warnings, ...problems];
  }
  warnings.push(...namesWrong(range, stream), ...notVerified(range, stream), ...oldHoles(range, stream));
  if (!hasCurrentLog(stream) && !hasAllCommitted(range, stream)) {
    warnings.push(`The current log, ${stream.base}.log, is not among the files.`);
  }
  const start = stream.checkpoint?.report.checkpoint?.[0];
  if (start !== undefined && start > header.logRequired[0]) {
    warnings.push(`The checkpoint (log ${hex(start)}) lies behind the first required log.`);
  }
  const signed = stream.checkpoint?.signLog ?? "";
  if (signed !== "" && identity.signLog !== "" && signed !== identity.signLog) {
    warnings.push("The checkpoint belongs to another log stream than the database (-532).");
  }
  return warnings;
}

function hasCurrentLog({ chain }: Stream): boolean {
  return chain.logs.some(({ name }) => logName(name)?.kind === "current");
}

/**
 * Whether the header proves that nothing committed is missing: the log of the last committed generation is there, is the
 * one that was meant, and all before it are whole. A passive copy has no current log, and misses nothing without it.
 * Engines that name no committed log prove nothing.
 */
function hasAllCommitted(
  { required, committed, committedTimeMatches, counts }: RangeFindings,
  { logs }: Stream,
): boolean {
  const whole = Object.values(counts).every((count) => count === 0);
  return whole && committed >= required[1] && committedTimeMatches !== false && logs.has(committed);
}

/** The problems of a chain as sentences, one each; what only follows from another is said to do so. */
export function chainWords(chain: Chain): readonly string[] {
  return chain.problems.map((problem, i) => {
    if (!("file" in problem)) {
      const [first, last] = problem.missing;
      const names = [...new Set([first, last])].map((one) => closedLogName(chain.base, one, digitsOf(chain)));
      return `${plural(last - first + 1, "log")} missing: ${names.join(" to ")} (${problem.error}).`;
    }
    const got = problem.got === undefined ? "" : ` is ${problem.got}`;
    const expected = problem.expected === undefined ? "" : `, expected ${problem.expected}`;
    const place = problem.segment === undefined ? "" : ` at segment ${problem.segment}`;
    const follows = isConsequence(chain, problem, chain.problems[i - 1])
      ? "; this follows from the damage of the log before"
      : "";
    return `${problem.file}: ${problem.what}${place}${got}${expected} (${problem.error})${follows}.`;
  });
}

/** The sum of a damaged log is wrong, so the next log cannot fit it. */
function isConsequence(chain: Chain, problem: ChainProblem, before: ChainProblem | undefined): boolean {
  if (problem.error !== LOG_ACCUMULATED || !("file" in problem) || before === undefined) return false;
  if (!("file" in before) || before.segment === undefined) return false;
  const at = chain.logs.findIndex(({ name }) => name === problem.file);
  return chain.logs[at - 1]?.name === before.file;
}

/** Recovery opens logs by their names. */
function namesWrong(range: RangeFindings, stream: Stream): string[] {
  const wrong: string[] = [];
  for (const [generation, log] of inRange(range, stream)) {
    if (isNamed(log, generation) || isDamaged(log)) continue;
    wrong.push(`${log.name} should be ${closedLogName(stream.base, generation, digitsOf(stream.chain))}`);
  }
  if (wrong.length === 0) return [];
  const names = listed(wrong.slice(0, NAMED), wrong.length - NAMED);
  return [`Recovery opens logs by name: ${names} (-513).`];
}

function notVerified(range: RangeFindings, stream: Stream): string[] {
  const names = inRange(range, stream).flatMap(([, { name, reading }]) =>
    reading.report.eseutilExit === null ? [name] : [],
  );
  if (names.length === 0) return [];
  const logs = listed(names.slice(0, NAMED), names.length - NAMED);
  return [`Content not verified, of an older format: ${logs}. Let eseutil /ml check it.`];
}

function oldHoles(range: RangeFindings, { chain, base }: Stream): string[] {
  return chain.problems.flatMap((problem) => {
    if (problem.error !== LOG_MISSING || !("missing" in problem)) return [];
    const [first, last] = problem.missing;
    if (first >= range.required[0]) return [];
    const names = `${closedLogName(base, first, digitsOf(chain))} to ${closedLogName(base, last, digitsOf(chain))}`;
    return [`Older logs are missing (${names}): an older full backup cannot be rolled forward over them.`];
  });
}

function inRange(range: RangeFindings, { logs }: Stream) {
  const end = Math.max(range.required[1], range.committed);
  return [...logs].filter(([generation]) => generation >= range.required[0] && generation <= end);
}

function logRuns(generations: readonly number[], stream: Stream): string[] {
  const name = (one: number): string =>
    stream.logs.get(one)?.name ?? closedLogName(stream.base, one, digitsOf(stream.chain));
  return runsOf(generations).map(([from, to]) => {
    const names = from === to ? name(from) : `${name(from)} to ${name(to)}`;
    return `${names} (generation ${from === to ? hex(from) : `${hex(from)} to ${hex(to)}`})`;
  });
}

function runs(numbers: readonly number[]): string[] {
  return runsOf(numbers).map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
}

function runsOf(numbers: readonly number[]): [first: number, last: number][] {
  const found: [number, number][] = [];
  for (const one of numbers) {
    const last = found.at(-1);
    if (last !== undefined && one === last[1] + 1) last[1] = one;
    else found.push([one, one]);
  }
  return found;
}

/** Names a few; `more` are not in the list. */
function listed(names: readonly string[], more: number): string {
  const rest = Math.max(0, names.length - NAMED) + Math.max(0, more);
  const shown = names.slice(0, NAMED).join(", ");
  return rest === 0 ? shown : `${shown} and more`;
}

function digitsOf(chain: Chain): number {
  for (const { name } of chain.logs) {
    const read = logName(name);
    if (read?.kind === "closed") return read.digits;
  }
  return 8;
}

function hex(generation: number): string {
  return `0x${generation.toString(16).toUpperCase()}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
