import type { DatabaseResult } from "../../model/job.ts";
import { shortName } from "../../model/names.ts";
import { type Context, topologyOf } from "./context.ts";
import type { DatabaseDraft } from "./databases.ts";
import { having, ofPart } from "./events.ts";
import type { Draft, History } from "./history.ts";
import { startSeen } from "./outcome.ts";

/** Which copy was backed up. Only what is known or shown; a session says "not passive", no more. */
export function roleOf(
  draft: Draft,
  database: DatabaseDraft,
  context: Context,
  history: History,
): DatabaseResult["role"] {
  const { job } = draft;
  const copies = topologyOf(context, database.name)?.copies ?? [];
  const copy = copies.find((c) => shortName(c.server) === job.server);
  if (copies.length > 1 && copy?.active !== undefined) return copy.active ? "active" : "passive";
  if (copies.length === 1) return "standalone";
  if (database.session !== null) return withSession(history.replicated(database.name));
  const surrogate = having(database.events, "surrogate-started").length > 0;
  const running = having(job.events, "surrogate-running").length > 0;
  if (surrogate || running) return "passive";
  // The writer of 2013 and later starts an ESE session for each active database it freezes.
  const prepared = having(database.events, "writer-database-prepared").length > 0;
  const frozen = having(ofPart(job.events, "own"), "writer-frozen").length > 0;
  return prepared && frozen && startSeen(job) ? "passive" : "unknown";
}

function withSession(replicated: boolean | null): DatabaseResult["role"] {
  if (replicated === null) return "unknown";
  return replicated ? "active" : "standalone";
}
