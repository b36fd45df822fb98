import type { Finding } from "../../src/model/finding.ts";
import type { DatabaseResult, Freeze, Job } from "../../src/model/job.ts";
import type { Report } from "../../src/model/report.ts";
import {
  type Expectation,
  type ExpectedDatabase,
  type ExpectedFinding,
  type ExpectedFreeze,
  type ExpectedJob,
  type OneOf,
  oneOf,
} from "./expectation.ts";
import type { Place } from "./history.ts";

/** What of a report is compared: the parts that the program concludes, whatever the form of its input. */
export type Concluded = Pick<Report, "jobs" | "findings"> & {
  readonly verdict: Report["summary"]["verdict"];
};

export interface Leniency {
  /** False where the input does not name the computer. */
  readonly named: boolean;
}

/** Every way in which a report does not meet an expectation, in words; empty when it does. */
export function differences(
  expected: Expectation<Place>,
  actual: Concluded,
  leniency: Leniency = { named: true },
): readonly string[] {
  const found: string[] = [];
  const say = (text: string): void => {
    found.push(text);
  };
  if (!oneOf(expected.verdict).includes(actual.verdict)) {
    say(`verdict: expected ${words(expected.verdict)}, got ${actual.verdict}`);
  }
  const pairs = pairJobs(expected.jobs, actual.jobs, say);
  for (const [job, got] of pairs) compareJob(job, got, leniency, say);
  const ids = expected.jobs.map((job) => pairs.get(job)?.id);
  compareFindings(expected, actual.findings, ids, say);
  return found;
}

type Say = (text: string) => void;

/** By GUID where there is one, else in order of time. */
function pairJobs(expected: readonly ExpectedJob[], actual: readonly Job[], say: Say): Map<ExpectedJob, Job> {
  const pairs = new Map<ExpectedJob, Job>();
  const left = [...actual];
  for (const wantsGuid of [true, false]) {
    for (const job of expected) {
      if ((job.guid !== null) !== wantsGuid) continue;
      const at = left.findIndex((got) => got.guid === job.guid);
      const got = at < 0 ? undefined : left.splice(at, 1)[0];
      if (got === undefined) say(`no job ${job.guid ?? "without GUID"} (${words(job.outcome)})`);
      else pairs.set(job, got);
    }
  }
  for (const got of left)
    say(`a job too many: ${got.guid ?? "without GUID"}, ${got.outcome}, from ${got.start}`);
  return pairs;
}

function compareJob(expected: ExpectedJob, got: Job, leniency: Leniency, say: Say): void {
  const of = (text: string): void => say(`job ${expected.guid ?? "without GUID"}: ${text}`);
  check("outcome", expected.outcome, got.outcome, of);
  check("writer", expected.writer, got.writer, of);
  check("type", expected.type, got.type, of);
  if (leniency.named) check("server", label(expected.servers[0]), label(got.servers[0]), of);
  compareFreeze(expected.freeze, got.freeze, of);
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name).join(", ");
  if (names(expected.databases) !== names(got.databases)) {
    of(`databases: expected ${names(expected.databases)}, got ${names(got.databases)}`);
  }
  for (const database of expected.databases) {
    const result = got.databases.find(({ name }) => name === database.name);
    if (result !== undefined)
      compareDatabase(database, result, leniency, (text) => of(`${database.name}: ${text}`));
  }
}

function compareDatabase(
  expected: ExpectedDatabase,
  got: DatabaseResult,
  leniency: Leniency,
  say: Say,
): void {
  if (leniency.named) check("server", label(expected.server), label(got.server), say);
  check("role", expected.role, got.role, say);
  check("type", expected.type, got.type, say);
  check("outcome", expected.outcome, got.outcome, say);
  check("truncation", expected.truncation, got.truncation.state, say);
  if (expected.firstLog !== undefined)
    check("first log", expected.firstLog, file(got.truncation.firstLog), say);
  if (expected.lastLog !== undefined) check("last log", expected.lastLog, file(got.truncation.lastLog), say);
}

function compareFreeze(expected: ExpectedFreeze | null, got: Freeze | null, say: Say): void {
  if (expected === null || got === null) {
    if (expected !== got) say(`freeze: expected ${words(expected?.outcome)}, got ${got?.outcome ?? null}`);
    return;
  }
  check("freeze", expected.outcome, got.outcome, say);
  if (expected.seconds === null) return;
  if (got.seconds === null || Math.abs(got.seconds - expected.seconds) > expected.within) {
    say(`frozen for ${expected.seconds} s (within ${expected.within}), got ${got.seconds}`);
  }
}

function compareFindings(
  { findings, tolerated }: Expectation<Place>,
  actual: readonly Finding[],
  jobIds: readonly (string | undefined)[],
  say: Say,
): void {
  const expectedKinds = new Set(findings.map(kind));
  for (const expected of findings) {
    const candidates = actual.filter((one) => kind(one) === kind(expected) && fits(expected, one, jobIds));
    if (candidates.length === 0) {
      const near = actual
        .filter(({ code }) => code === expected.code)
        .map(told)
        .join("; ");
      say(
        `no ${kind(expected)} of ${expected.job ?? "any"}/${expected.database ?? "any"}; there: ${near || "none"}`,
      );
    } else if (!candidates.some((one) => expected.evidence.every((place) => proves(one, place)))) {
      say(
        `${kind(expected)}: its evidence lacks ${expected.evidence.map(({ eventId }) => eventId).join(", ")}`,
      );
    }
  }
  for (const one of actual) {
    if (one.evidence.length === 0 && !WITHOUT_EVIDENCE.includes(one.code))
      say(`${one.code} without evidence`);
    if (!expectedKinds.has(kind(one)) && !tolerated.includes(one.code)) say(`unexpected: ${told(one)}`);
  }
}

/** Findings about something that is not there have nothing to show. */
const WITHOUT_EVIDENCE: readonly string[] = ["BACKUP_OVERDUE", "EVENTS_LOST"];

const kind = ({ code, severity }: Pick<Finding, "code" | "severity">): string => `${code} (${severity})`;

function told({ code, severity, job, database }: Finding): string {
  return `${code} (${severity}) of job ${job}, database ${database}`;
}

function fits(
  expected: ExpectedFinding<Place>,
  got: Finding,
  jobIds: readonly (string | undefined)[],
): boolean {
  if (expected.job === null && got.job !== null) return false;
  if (typeof expected.job === "number" && jobIds[expected.job] !== got.job) return false;
  return expected.database === undefined || expected.database === got.database;
}

/** By record number where the input has it, else by id and second. */
function proves({ evidence }: Finding, place: Place): boolean {
  return evidence.some((event) => {
    if (event.eventId !== place.eventId) return false;
    if (event.recordId !== null) return event.recordId === place.recordId;
    return event.time.slice(0, 19) === place.time.slice(0, 19);
  });
}

function check<T>(what: string, expected: OneOf<T>, got: T, say: Say): void {
  if (!oneOf(expected).includes(got)) say(`${what}: expected ${words(expected)}, got ${String(got)}`);
}

function words(value: unknown): string {
  return Array.isArray(value) ? value.join(" or ") : String(value);
}

function label(server: string | undefined): string {
  return (server ?? "").split(".")[0]?.toLowerCase() ?? "";
}

function file(path: string | null): string | null {
  return path?.split("\\").at(-1) ?? null;
}
