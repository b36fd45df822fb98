import type { Finding, Severity } from "../../model/finding.ts";
import { shortServer } from "../../report/view/server.ts";

/** What a trouble is about. */
export type Subject = Pick<Finding, "code" | "server" | "database">;

/**
 * `FREEZE_TIMEOUT/mbx1/db01`: the same for each night and each job that shows the trouble. An absent part is empty; `/`
 * and `%` in a name are written as in addresses.
 */
export function fingerprintOf({ code, server, database }: Subject): string {
  return [code, server === null ? "" : shortServer(server), database ?? ""]
    .map((part, index) => (index === 0 ? part : part.toLowerCase().replace(/[%/]/g, encodeURIComponent)))
    .join("/");
}

const RANK: Record<Severity, number> = { info: 0, warning: 1, failure: 2 };

/** Whether `a` is at least as bad as `b`. */
export function reaches(a: Severity, b: Severity): boolean {
  return RANK[a] >= RANK[b];
}

export function worstOf(severities: readonly Severity[]): Severity {
  return severities.reduce<Severity>((worst, one) => (reaches(one, worst) ? one : worst), "info");
}
