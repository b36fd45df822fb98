import type { Alert, AlertReason } from "../model/alert.ts";
import type { Severity } from "../model/finding.ts";
import { subjectOf, worstFirst } from "../report/view/findings.ts";
import { shortServer } from "../report/view/server.ts";
import { visible } from "../report/visible.ts";
import { endingOf } from "./lifecycle/troubles.ts";

const LONGEST = 200;

/** What stands before the trouble. */
const REASONS: Readonly<Record<AlertReason, string>> = {
  open: "",
  worse: "Worse: ",
  still: "Still: ",
  resolved: "Resolved: ",
  test: "Test: ",
};

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  failure: "Failure",
  warning: "Warning",
  info: "Note",
};

/** One line for a subject: `DB01 on MBX1: Databases frozen longer than allowed, and 2 more`. */
export function titleOf(reason: AlertReason, alerts: readonly Alert[]): string {
  const [worst] = worstAlerts(alerts);
  if (worst === undefined) return `${REASONS[reason]}nothing to tell`;
  const where = placeOf(worst);
  const rest = alerts.length > 1 ? `, and ${alerts.length - 1} more` : "";
  const text = `${where === "" ? "" : `${where}: `}${worst.finding.title}`;
  return `${prefixOf(reason, worst)}${line(text, LONGEST)}${rest}`;
}

/** What is past does not heal; it only was not seen again. */
function prefixOf(reason: AlertReason, { finding }: Alert): string {
  return reason === "resolved" && endingOf(finding) === "past" ? "Closed: " : REASONS[reason];
}

export function worstAlerts(alerts: readonly Alert[]): readonly Alert[] {
  const order = worstFirst(
    alerts.map((alert) => ({ ...alert.finding, severity: alert.severity, id: alert.fingerprint })),
  );
  const at = new Map(order.map(({ id }, index) => [id, index]));
  return alerts.toSorted((a, b) => (at.get(a.fingerprint) ?? 0) - (at.get(b.fingerprint) ?? 0));
}

/** `DB01 on MBX1` */
export function placeOf({ database, server }: Pick<Alert, "database" | "server">): string {
  return line(subjectOf(database, server === null ? null : shortServer(server)), LONGEST);
}

/** Foreign text on one line, harmless to look at, and no longer than that. */
export function line(text: string, most: number): string {
  const shown = [...visible(text)];
  return shown.length <= most ? shown.join("") : `${shown.slice(0, most - 1).join("")}…`;
}
