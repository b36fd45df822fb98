import type { VerifiedLog, VerifyReport } from "../../model/verify.ts";
import { junitDocument, type Suite } from "../junit/document.ts";
import type { TestCase } from "../junit/xml.ts";
import type { RenderOptions } from "../options.ts";
import { visible } from "../visible.ts";
import { chainSentences, type Problem, problemsOfDatabase } from "./problems.ts";
import { type DatabaseEntry, entriesOf } from "./summary.ts";
import { DATABASE_VERDICTS, READS } from "./words.ts";

/**
 * A verify report as JUnit XML: a suite a set, with a case for each database and one for its chain of logs; and a
 * suite `files` for what could not be read or told. What is unproven is an error to a CI server: it failed too.
 */
export function renderVerifyJunit(report: VerifyReport, _options: RenderOptions): string {
  const entries = entriesOf(report);
  const suites = report.sets.map((set): Suite => {
    const name = set.base === "" ? set.folder : `${set.folder} ${set.base}`;
    const databases = entries.filter((entry) => entry.set === set).map((entry) => databaseCase(entry, name));
    const problems = chainSentences(set).map(
      (text): Problem => ({ severity: "failure", text, remedy: null }),
    );
    const logs = report.logs.filter(({ path }) =>
      set.chain.logs.some((log) => isAt(path, set.folder, log.name)),
    );
    const chain =
      set.chain.logs.length === 0
        ? []
        : [
            caseOf(
              name,
              `logs ${set.base}`,
              secondsOf(logs),
              set.databases.length === 0 ? problems : [],
              problems,
            ),
          ];
    return { name, timestamp: report.generatedAt, cases: [...databases, ...chain] };
  });
  const notes = report.diagnostics.filter(({ severity }) => severity !== "info");
  const open = notes.map(({ severity, where, message, code }) => {
    const problem: Problem = {
      severity: severity === "error" ? "unproven" : "warning",
      text: message,
      remedy: null,
    };
    return caseOf("files", `${where} ${code}`, 0, severity === "error" ? [problem] : [], [problem]);
  });
  const verdict = caseOf(
    "files",
    "verdict",
    0,
    report.verdict === "failure" || report.verdict === "unknown"
      ? [{ severity: "failure", text: `verdict: ${report.verdict}`, remedy: null }]
      : [],
    [],
  );
  return junitDocument([
    ...suites,
    { name: "files", timestamp: report.generatedAt, cases: [verdict, ...open] },
  ]);
}

function databaseCase(entry: DatabaseEntry, className: string): TestCase {
  const { file, judged } = entry;
  const problems = problemsOfDatabase(entry);
  const grave = problems.filter(({ severity }) => severity !== "warning");
  const head = [
    `${judged.state}; ${DATABASE_VERDICTS[judged.verdict].says}; ${READS[file.read]}`,
    `pages: ${file.pagesSeen} seen, ${file.badChecksums} bad, ${file.correctableChecksums} with a wrong bit, ${file.uninitializedPages} empty`,
  ];
  const test = caseOf(className, judged.name, file.seconds, grave, problems);
  return { ...test, output: lines([...head, test.output]) };
}

function caseOf(
  className: string,
  name: string,
  seconds: number,
  grave: readonly Problem[],
  all: readonly Problem[],
): TestCase {
  const [first] = grave;
  const text = lines(
    grave.flatMap((one) => [one.text, ...(one.remedy === null ? [] : [`Do: ${one.remedy}`])]),
  );
  return {
    className,
    name,
    seconds,
    failure: first === undefined ? null : { message: first.text, type: first.severity, text },
    skipped: null,
    output: lines(all.map(({ severity, text: said }) => `${severity}: ${said}`)),
  };
}

function isAt(path: string, folder: string, name: string): boolean {
  return path.startsWith(folder) && path.endsWith(name);
}

function secondsOf(logs: readonly VerifiedLog[]): number {
  return logs.reduce((sum, log) => sum + log.seconds, 0);
}

function lines(texts: readonly string[]): string {
  return texts
    .filter((text) => text !== "")
    .map((text) =>
      text
        .split("\n")
        .map((line) => visible(line))
        .join("\n"),
    )
    .join("\n");
}
