import type { DatabaseResult, Job } from "../../model/job.ts";
import type { TrackedJob } from "../machine/state.ts";
import type { Context } from "./context.ts";
import { logStart } from "./context.ts";
import { type DatabaseDraft, databasesOf, jobType } from "./databases.ts";
import { firstTime, having, iso, lastTime, ofPart } from "./events.ts";
import { freezeOf } from "./freeze.ts";
import { completionOf, type Draft, type History, historyOf } from "./history.ts";
import { databaseOutcome, jobOutcome, startSeen } from "./outcome.ts";
import { phasesOf } from "./phases.ts";
import { roleOf } from "./role.ts";
import { truncationOf } from "./truncation.ts";

/** A job with all that a rule may want to look at. */
export interface JobFacts extends Draft {
  readonly result: Job;
  readonly startSeen: boolean;
}

/** A log must reach this far before "prepared" for the absence of components to mean something. */
const COMPONENTS_MS = 5 * 60_000;

/** Works out what the tied events mean: phases, freezes, outcomes, truncation. Pure; the jobs come in any order. */
export function assess(jobs: readonly TrackedJob[], context: Context): JobFacts[] {
  const drafts = jobs.map<Draft>((job) => ({
    job,
    databases: databasesOf(job, context),
    completed: completionOf(job),
  }));
  const history = historyOf(drafts, context);
  const facts = drafts.map((draft) => describe(draft, context, history)).sort(byStart);
  return withUniqueIds(facts);
}

function describe(draft: Draft, context: Context, history: History): JobFacts {
  const { job, databases } = draft;
  const own = ofPart(job.events, "own");
  const freeze = freezeOf(own, []);
  const servers = serversOf(job);
  const writer = own.filter((e) => e.event.signal.startsWith("writer-") && e.session === null);
  const server = servers[0] ?? "";
  const results = databases.map((database) =>
    resultOf(draft, database, { server, writer }, context, history),
  );
  const outcome = jobOutcome(
    job,
    results.map((r) => r.outcome),
    context,
  );
  const seen = startSeen(job);
  const result: Job = {
    id: idOf(job),
    guid: job.guid,
    servers,
    writer: writerOf(job),
    type: jobType(databases, hasNoComponents(job, context)),
    outcome,
    start: seen ? iso(job.opened) : null,
    end: outcome === "running" ? null : iso(endOf(job)),
    phases: phasesOf(job, freeze),
    freeze,
    databases: results,
    events: inTime(job).map((e) => e.event.ref),
    findings: [],
  };
  return { ...draft, result, startSeen: seen };
}

/** What is the same for all databases of a job: where its writer runs, and what that said of the whole. */
interface Shared {
  readonly server: string;
  readonly writer: JobFacts["job"]["events"];
}

function resultOf(
  draft: Draft,
  database: DatabaseDraft,
  { server, writer }: Shared,
  context: Context,
  history: History,
): DatabaseResult {
  const { job } = draft;
  const outcome = databaseOutcome(job, database, context);
  const role = roleOf(draft, database, context, history);
  const own = ofPart(database.events, "own").filter(
    (e) => e.session !== null || e.event.server === job.server,
  );
  return {
    name: database.name,
    server,
    role,
    eseInstance: database.session?.instance ?? null,
    processId: database.session?.pid ?? null,
    type: database.type,
    outcome,
    freeze: database.session === null ? freezeOf([], writer) : freezeOf(own, thawsOnly(own, writer)),
    truncation: truncationOf(draft, database, role, outcome, context, history),
  };
}

/** The writer's thaw counts for a database whose ESE thaw was not logged. */
function thawsOnly(
  own: JobFacts["job"]["events"],
  writer: JobFacts["job"]["events"],
): JobFacts["job"]["events"] {
  const ended = having(own, "session-thawed", "session-timed-out", "session-freeze-failed").length > 0;
  return ended
    ? []
    : writer.filter((e) => e.event.signal === "writer-thawed" || e.event.signal === "writer-thaw-failed");
}

/** True for a prepared job without any database: a plain volume snapshot, treated as a copy. */
export function hasNoComponents(job: TrackedJob, context: Context): boolean {
  const prepared = firstTime(having(ofPart(job.events, "own"), "writer-prepared"));
  const replication = having(job.events, "writer-prepared").some(
    (e) => e.ref.provider.toLowerCase() === "msexchangerepl",
  );
  const start = logStart(context, job.server);
  if (prepared === null || !replication || job.databases.length > 0) return false;
  return start !== null && start <= prepared - COMPONENTS_MS && Object.keys(job.sessions).length === 0;
}

function writerOf(job: TrackedJob): Job["writer"] {
  const providers = new Set(ofPart(job.events, "own").map((e) => e.event.ref.provider.toLowerCase()));
  const store = providers.has("msexchangeis") || job.kind === "keyless";
  const replication = providers.has("msexchangerepl") || providers.has("ese backup");
  if (store && replication) return "both";
  return store ? "store" : replication ? "replication" : "ese-only";
}

function serversOf(job: TrackedJob): string[] {
  const all = inTime(job)
    .filter((e) => e.part !== "context")
    .map((e) => e.event);
  const names = new Map<string, string>();
  const own = all.find((e) => e.server === job.server && e.ref.server !== "");
  for (const event of [...(own === undefined ? [] : [own]), ...all])
    if (event.ref.server !== "" && !names.has(event.server)) names.set(event.server, event.ref.server);
  return [...names.values()];
}

function endOf(job: TrackedJob): number | null {
  if (job.stage !== "over" && job.completed === null) return null;
  return lastTime(
    ofPart(job.events, "own")
      .filter((e) => e.event.server === job.server)
      .map((e) => e.event),
  );
}

function inTime(job: TrackedJob): TrackedJob["events"] {
  if (job.events.some((e) => e.event.time === null)) return job.events;
  return [...job.events].sort((a, b) => (a.event.time ?? 0) - (b.event.time ?? 0));
}

function idOf(job: TrackedJob): string {
  if (job.guid !== null) return job.guid;
  const time =
    job.opened === null ? "undated" : (iso(Math.floor(job.opened / 1000) * 1000) ?? "").replace(".000Z", "z");
  const session = Object.values(job.sessions)[0];
  const what =
    job.kind === "keyless"
      ? "store"
      : session === undefined
        ? "surrogate"
        : `ese-${session.pid ?? 0}-${session.instance ?? 0}`;
  return [job.server || "unknown", what, time]
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
}

function byStart(a: JobFacts, b: JobFacts): number {
  return orderOf(a) < orderOf(b) ? -1 : 1;
}

/** What jobs are sorted by: when they opened, then server and id. */
export function orderOf({ job, result }: JobFacts): string {
  return `${iso(job.opened) ?? ""}|${job.server}|${result.id}`;
}

/** The same GUID on two servers, or twice on one, gives two jobs: the later ones get a suffix. */
function withUniqueIds(facts: readonly JobFacts[]): JobFacts[] {
  const taken = new Map<string, number>();
  return facts.map((fact) => {
    const count = (taken.get(fact.result.id) ?? 0) + 1;
    taken.set(fact.result.id, count);
    return count === 1 ? fact : { ...fact, result: { ...fact.result, id: `${fact.result.id}-${count}` } };
  });
}
