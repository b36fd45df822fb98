import type { BackupEvent } from "../../model/event.ts";
import type { DatabaseResult, Outcome, Truncation, TruncationState } from "../../model/job.ts";
import { shortName } from "../../model/names.ts";
import { SURROGATE_MS } from "../machine/writer.ts";
import { type Context, covered, topologyOf } from "./context.ts";
import type { DatabaseDraft } from "./databases.ts";
import { eventsOf } from "./databases.ts";
import { having, iso, lastTime } from "./events.ts";
import type { Draft, History } from "./history.ts";
import { startSeen } from "./outcome.ts";

/** A backup that follows this soon leaves no time to see the truncation of the one before. */
const TOO_SOON_MS = 3_600_000;

/**
 * What became of the logs that a good full or incremental backup allows to delete
 * (docs/correlation.md, "Truncation").
 */
export function truncationOf(
  draft: Draft,
  database: DatabaseDraft,
  role: DatabaseResult["role"],
  outcome: Outcome,
  context: Context,
  history: History,
): Truncation {
  const deleting = deletionsOf(draft, database, context, history);
  const state = stateOf(draft, database, outcome, deleting, context, history);
  const until = state === "not-expected" ? null : proofEnd(draft, database, context, history);
  return {
    state,
    firstLog: deleting[0]?.keys.firstLog ?? null,
    lastLog: deleting[deleting.length - 1]?.keys.lastLog ?? null,
    copies: state === "not-expected" ? [] : copiesOf(draft, database, role, state, deleting, context),
    ...(until === null ? {} : { deadline: iso(until) }),
  };
}

/**
 * The deletions that this backup brought about: those tied to the job, and where there are none, the ones that a
 * later backup's truncation made in time. By the active server's clock, which may be behind.
 */
function deletionsOf(
  draft: Draft,
  database: DatabaseDraft,
  context: Context,
  history: History,
): readonly BackupEvent[] {
  const { completed } = draft;
  const own = having(database.events, "logs-deleting").filter(
    (e) =>
      completed === null ||
      e.time === null ||
      e.server === draft.job.server ||
      e.time >= completed - SURROGATE_MS,
  );
  const until = proofEnd(draft, database, context, history);
  if (own.length > 0 || completed === null || until === null) return own;
  return history.deletions(database.name, completed, until);
}

/** Until when a deletion counts for this backup, in ms: the next full backup, or the deadline; null without its end. */
function proofEnd(draft: Draft, database: DatabaseDraft, context: Context, history: History): number | null {
  const { completed } = draft;
  if (completed === null) return null;
  const deadline = completed + context.settings.truncationDeadlineSeconds * 1000;
  return Math.min(deadline, history.nextFull(database.name, completed) ?? deadline);
}

/** The server whose log would show the deletion: the one with the active copy; null when nothing names it. */
export function activeServer(draft: Draft, database: DatabaseDraft, context: Context): string | null {
  const known = topologyOf(context, database.name)?.copies.find((c) => c.active === true)?.server;
  if (known !== undefined) return shortName(known);
  if (database.session !== null) return draft.job.server;
  const started = having(database.events, "surrogate-started", "logs-deleting").find(
    (e) => e.server !== draft.job.server,
  );
  const master = having(draft.job.events, "surrogate-running")[0]?.keys.peer;
  if (started !== undefined) return started.server;
  if (master !== undefined && shortName(master) !== draft.job.server) return shortName(master);
  return draft.job.kind === "keyless" ? draft.job.server : null;
}

function stateOf(
  draft: Draft,
  database: DatabaseDraft,
  outcome: Outcome,
  deleting: readonly BackupEvent[],
  context: Context,
  history: History,
): TruncationState {
  const events = eventsOf(database);
  const expects = expectation(database);
  if (expects === false) return "not-expected";
  if (events.some(deleteFailed)) return "failed";
  if (having(database.events, "logs-deleting").length > 0 && deleting.length > 0) return "deleted";
  if (outcome === "failed" || outcome === "aborted" || outcome === "abandoned") return "not-expected";
  if (outcome !== "succeeded") return "unproven";
  if (deleting.length > 0) return "deleted";
  if (events.some((e) => e.signal === "truncation-blocked" || e.signal === "truncation-refused"))
    return "failed";
  const none = events.some((e) => e.signal === "logs-not-deleted");
  const replicated = history.replicated(database.name);
  if (none && replicated === false) return "nothing-to-delete";
  const ambiguous = expects === null || (none && replicated === null);
  return ambiguous ? "unproven" : waited(draft, database, context, history);
}

/** Whether the log is long and complete enough for the absence of a 224 to mean something. */
function waited(draft: Draft, database: DatabaseDraft, context: Context, history: History): TruncationState {
  const { completed } = draft;
  const server = activeServer(draft, database, context);
  const until = proofEnd(draft, database, context, history);
  if (completed === null || server === null || until === null) return "unproven";
  const judged =
    until - completed >= Math.min(TOO_SOON_MS, context.settings.truncationDeadlineSeconds * 1000);
  // A session deletes before its job is completed, so the log must hold the job from its start.
  const from = startSeen(draft.job) ? (draft.job.opened ?? completed) : null;
  if (!judged || from === null || !covered(context, server, from, until)) return "unproven";
  return topologyOf(context, database.name)?.circularLogging === true ? "nothing-to-delete" : "missing";
}

/** True: full or incremental; false: a type that never truncates; null: the log does not tell the type. */
function expectation(database: DatabaseDraft): boolean | null {
  if (having(database.events, "writer-database-truncating").length > 0) return true;
  switch (database.type) {
    case "full":
    case "incremental":
      return true;
    case "copy":
    case "differential":
    case "none":
      return false;
    default:
      return null;
  }
}

function deleteFailed(event: BackupEvent): boolean {
  return event.signal === "file-delete-failed" && /\.(log|jrs)$/i.test(event.keys.file ?? "");
}

function copiesOf(
  draft: Draft,
  database: DatabaseDraft,
  role: DatabaseResult["role"],
  state: TruncationState,
  deleting: readonly BackupEvent[],
  context: Context,
): Truncation["copies"] {
  const known = topologyOf(context, database.name)?.copies ?? [];
  const seen = [
    ...eventsOf(database).map((e) => e.ref.server),
    ...eventsOf(database).flatMap((e) => e.keys.copyServer ?? []),
  ];
  const servers = new Map<string, string>();
  for (const server of [...known.map((c) => c.server), ...seen])
    if (server !== "" && !servers.has(shortName(server))) servers.set(shortName(server), server);
  const active = activeServer(draft, database, context) ?? (role === "passive" ? null : draft.job.server);
  return [...servers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([short, server]) => {
      const lag = known.find((c) => shortName(c.server) === short);
      const lagged =
        lag === undefined ? null : (lag.replayLagSeconds ?? 0) + (lag.truncationLagSeconds ?? 0) > 0;
      const proof = iso(
        lastTime([...deleting, ...having(database.events, "truncation-progress")].filter(isOf(short))),
      );
      return {
        server,
        lagged,
        state: short === active ? state : copyState(database, short, lagged),
        ...(proof === null ? {} : { proof }),
      };
    });
}

function isOf(server: string): (event: BackupEvent) => boolean {
  return (event) => event.server === server;
}

/** A passive copy deletes without an ESE event since 2013; only its own trouble or progress is ever told. */
function copyState(database: DatabaseDraft, server: string, lagged: boolean | null): TruncationState {
  const own = eventsOf(database).filter(
    (e) => e.server === server || shortName(e.keys.copyServer ?? "") === server,
  );
  if (own.some((e) => e.signal === "truncation-blocked" || deleteFailed(e))) return "failed";
  if (own.some((e) => e.signal === "truncation-progress" || e.signal === "logs-deleting")) return "deleted";
  return lagged === true ? "not-expected" : "unproven";
}
