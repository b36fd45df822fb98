import { formatBytes } from "../../model/byte-size.ts";
import type { VerifiedDatabase, VerifiedSet, VerifiedSetDatabase, VerifyReport } from "../../model/verify.ts";
import type { Tone } from "../view/report-view.ts";
import { formatCount, formatDuration } from "../view/time.ts";
import { plural } from "../view/words.ts";
import { DATABASE_VERDICTS } from "./words.ts";

/** A database file with what its set says of it. */
export interface DatabaseEntry {
  readonly file: VerifiedDatabase;
  readonly judged: VerifiedSetDatabase;
  readonly set: VerifiedSet;
}

/** The databases of all sets, in the order of the sets. */
export function entriesOf(report: VerifyReport): readonly DatabaseEntry[] {
  const files = new Map(report.databases.map((file) => [file.path, file]));
  return report.sets.flatMap((set) =>
    set.databases.flatMap((judged): readonly DatabaseEntry[] => {
      const file = files.get(judged.path);
      return file === undefined ? [] : [{ file, judged, set }];
    }),
  );
}

/** What a database is, at a glance: its own verdict, and what else is wrong with its file. */
export function toneOf({ file, judged }: DatabaseEntry): Tone {
  if (!judged.judged || file.eseutil?.result === "unproven") return "unproven";
  const { tone } = DATABASE_VERDICTS[judged.verdict];
  if (tone !== "good") return tone;
  if (file.trailingBytes > 0 || file.eseutil?.result === "bad") return "failure";
  const flawed = file.correctableChecksums > 0 || file.headerStatus !== "ok" || judged.warnings.length > 0;
  return flawed ? "warning" : "good";
}

/** The result in one sentence. */
export function headline(report: VerifyReport): string {
  const entries = entriesOf(report);
  const tones = entries.map(toneOf);
  const count = (tone: Tone): number => tones.filter((one) => one === tone).length;
  const [failed, unproven] = [count("failure"), count("unproven")];
  const all = plural(entries.length, "database");
  if (entries.length === 0) {
    const logs = plural(report.logs.length, "log");
    if (report.logs.length === 0) return "nothing was verified";
    const said = {
      ok: "all right",
      warning: "right, with warnings",
      failure: "not in order",
      unknown: "not proven",
    };
    return `no database; ${logs} ${said[report.verdict]}`;
  }
  if (failed > 0) return `${failed} of ${all} damaged, or not to be restored as backed up`;
  if (unproven > 0) return `${unproven} of ${all} could not be judged`;
  if (report.verdict === "unknown") return `${all} good as far as seen, but not everything could be checked`;
  if (report.verdict === "failure") return `${all} good, but something else is not`;
  return report.verdict === "warning" ? `${all} can be restored; see the warnings` : `${all} can be restored`;
}

/** What was read, and how fast. */
export function readWords(report: VerifyReport): string {
  const { databases, logs, checkpoints, engine } = report;
  const bytes = [...databases, ...logs, ...checkpoints].reduce((sum, file) => sum + file.bytes, 0);
  const seconds = [...databases, ...logs].reduce((sum, file) => sum + file.seconds, 0);
  const pages = databases.reduce((sum, database) => sum + database.pagesSeen, 0);
  const rate = seconds > 0.05 ? `, ${formatBytes(bytes / seconds)}/s` : "";
  const parts = [
    `${plural(databases.length, "database")} (${formatCount(pages)} pages)`,
    plural(logs.length, "log"),
    plural(checkpoints.length, "checkpoint"),
  ];
  return `${parts.join(", ")}: ${formatBytes(bytes)} in ${formatDuration(seconds)}${rate}; engine ${engine}`;
}
