import type { DatabaseResult, TruncationState } from "../../model/job.ts";
import type { TruncationView } from "./report-view.ts";
import { shortServer } from "./server.ts";
import { formatMinute, toMillis } from "./time.ts";
import { TRUNCATIONS, TYPES } from "./words.ts";

/** What became of the logs after a backup, in words. */
export function viewTruncation(database: DatabaseResult): TruncationView {
  const { truncation, type, outcome } = database;
  const { word, words, tone } = TRUNCATIONS[truncation.state];
  const range = rangeOf(truncation.firstLog, truncation.lastLog);
  const ended =
    outcome === "succeeded" ? `a ${TYPES[type].word} backup leaves the logs` : "the backup did not succeed";
  const deadline = truncation.deadline ?? null;
  const full =
    truncation.state === "not-expected" ? `${words}: ${ended}` : words + dueWords(truncation.state, deadline);
  return {
    state: truncation.state,
    tone,
    word,
    words: range === "" ? full : `${full}: ${range}`,
    copies: truncation.copies.map((copy) => ({
      server: shortServer(copy.server),
      state: copy.state,
      words: copy.lagged === true ? `${stateWord(copy.state)}, lagged copy` : stateWord(copy.state),
      proof: copy.proof ?? null,
    })),
    deadline,
  };
}

/** How long the logs had to show a deletion, where they show none. */
function dueWords(state: TruncationState, deadline: string | null): string {
  const open = state === "missing" || state === "unproven" || state === "requested";
  return open && toMillis(deadline) !== null ? `, due until ${formatMinute(deadline)} UTC` : "";
}

/** A copy's state is one of truncation, or the word that the log has for it. */
function stateWord(state: string): string {
  const known = Object.entries(TRUNCATIONS).find(([name]) => name === state);
  return known === undefined ? state : known[1].word.toLowerCase();
}

/** File names without their folders: both ends of a range lie in one. */
function rangeOf(first: string | null, last: string | null): string {
  const names = [first, last].filter((path) => path !== null).map((path) => path.replace(/^.*[\\/]/u, ""));
  return [...new Set(names)].join(" to ");
}
