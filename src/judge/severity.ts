import type { FindingCode, Severity } from "../model/finding.ts";
import { sameName } from "../model/names.ts";
import type { Settings } from "../model/settings.ts";

/** The user's word goes before the rule's; the first setting that fits decides. */
export function severityOf(
  { severities }: Pick<Settings, "severities">,
  { code, severity, database }: { code: FindingCode; severity: Severity; database: string | null },
): Severity | "off" {
  const set = severities.find(
    (one) =>
      one.code === code &&
      (one.database === undefined || (database !== null && sameName(one.database, database))),
  );
  return set?.severity ?? severity;
}
