import type { FindingGroup, ReportView } from "./report-view.ts";
import { titleWithSubject } from "./verdict.ts";

export interface FindingSection {
  readonly title: string;
  readonly groups: readonly FindingGroup[];
}

/** The findings as every report parts them: what is wrong, what only looks wrong, what cannot be told. */
export function sectionsOf(view: ReportView): readonly FindingSection[] {
  return [
    { title: "Findings", groups: view.findings },
    { title: "Not a fault", groups: view.notes.filter((group) => group.tone !== "unproven") },
    { title: "Not proven", groups: view.notes.filter((group) => group.tone === "unproven") },
  ];
}

/** What a group of findings is called; one that occurs once by its own place. */
export function titleOfGroup(group: FindingGroup): string {
  const [only] = group.occurrences;
  return group.occurrences.length === 1 && only !== undefined
    ? titleWithSubject(only)
    : `${group.title} (${group.occurrences.length} times)`;
}
