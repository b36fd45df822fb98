import { chainWords, misplacedWords } from "../../../parsers/ese/verdict-words.ts";
import type { VerifiedSet, VerifyReport } from "../../model/verify.ts";
import { type DatabaseEntry, toneOf } from "./summary.ts";
import { READS, remedyFor } from "./words.ts";

/** Something that is wrong, in words, and what to do about it. */
export interface Problem {
  readonly severity: "failure" | "unproven" | "warning";
  readonly text: string;
  readonly remedy: string | null;
}

const WEIGHT = { failure: 0, unproven: 1, warning: 2 } as const;

/** What is wrong with one database: its pages, its header, its logs. */
export function problemsOfDatabase(entry: DatabaseEntry): readonly Problem[] {
  const { file, judged } = entry;
  const additions = new Set(file.misplaced.map(misplacedWords));
  const reasons = judged.reasons.values();
  const failures = judged.details.map((text): Problem => {
    const remedy = additions.has(text) ? null : remedyFor(reasons.next().value ?? "");
    return { severity: "failure", text, remedy };
  });
  const told = failures.length > 0 || toneOf(entry) === "good";
  const bare = told ? [] : judged.reasons.map((reason): Problem => bareProblem(entry, reason));
  const cut: readonly Problem[] =
    file.trailingBytes > 0
      ? [{ severity: "failure", text: `The file ends inside a page: it was cut (-1206).`, remedy: CUT }]
      : [];
  const warnings = judged.warnings
    .filter((text) => file.trailingBytes === 0 || !text.startsWith("The file ends"))
    .map((text): Problem => ({ severity: "warning", text, remedy: null }));
  return [...failures, ...bare, ...cut, ...warnings];
}

const CUT = "Copy the file again and compare the sizes; then verify the copy.";

function bareProblem({ judged, file }: DatabaseEntry, reason: string): Problem {
  const text = judged.judged ? `${reason}: ${judged.state}` : `Not judged: ${READS[file.read]}; ${reason}`;
  return { severity: judged.judged ? "failure" : "unproven", text: `${text}.`, remedy: remedyFor(reason) };
}

/** What is wrong in all, worst first, each with the name of its database or stream. */
export function problemsOf(report: VerifyReport, entries: readonly DatabaseEntry[]): readonly Problem[] {
  const databases = entries.flatMap((entry) =>
    problemsOfDatabase(entry).map((problem) => ({
      ...problem,
      text: `${entry.judged.name}: ${problem.text}`,
    })),
  );
  const chains = report.sets.flatMap((set) =>
    chainSentences(set).map(
      (text): Problem => ({
        severity: set.databases.length === 0 ? "failure" : "warning",
        text: `Logs ${set.base}: ${text}`,
        remedy: null,
      }),
    ),
  );
  const notes = report.diagnostics.flatMap(({ severity, where, message }): readonly Problem[] =>
    severity === "info"
      ? []
      : [
          {
            severity: severity === "error" ? "unproven" : "warning",
            text: `${where}: ${message}`,
            remedy: null,
          },
        ],
  );
  return [...databases, ...chains, ...notes].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
}

/** The problems of a chain that no database of the set has told already. */
export function chainSentences(set: VerifiedSet): readonly string[] {
  const told = new Set(set.databases.flatMap(({ details, warnings }) => [...details, ...warnings]));
  return chainWords(set.chain).filter((text) => !told.has(text));
}
