import { diagnostic } from "../../../parsers/diagnostics.ts";
import type { Diagnostic } from "../../model/raw-event.ts";
import type { ToolOpinion, VerifiedSet, VerifyEngine } from "../../model/verify.ts";
import type { Scanned } from "../scan.ts";
import { asFound, chainDifference, checkpointDifference, differences, stateDifference } from "./compare.ts";
import {
  checkDatabase,
  checkLogSums,
  checkLogs,
  readCheckpoint,
  readHeader,
  type Tool,
  type ToolRun,
  together,
} from "./run.ts";

type Database = Extract<Scanned, { readonly kind: "database" }>;
type Checkpoint = Extract<Scanned, { readonly kind: "checkpoint" }>;

/** Lets eseutil check a database: beside the own check (`both`), or for its pages (`eseutil`). */
export async function askAboutDatabase(
  engine: VerifyEngine,
  tool: Tool,
  scanned: Database,
): Promise<Database> {
  const { database } = scanned;
  const { path, bytes, pageSize } = database;
  const pages = pageSize === null ? 0 : Math.floor(bytes / pageSize);
  const checked = await checkDatabase(tool, path, pages);
  const header = await readHeader(tool, path);
  const opinion = together(checked.opinion, headerOpinion(header));
  const found = engine === "both" ? database : asFound(database, checked.output, checked.opinion.exit);
  const differs = [
    ...(engine === "both" ? differences(database, checked) : []),
    ...stateDifference(database, header),
  ];
  return {
    ...scanned,
    database: { ...found, eseutil: opinion },
    diagnostics: [
      ...scanned.diagnostics,
      ...differs.map((message) => diagnostic("verify-engines-differ", path, message)),
      ...unproven(opinion.result, path, opinion.message),
    ],
  };
}

/** Lets eseutil check the logs of a set. */
export async function askAboutLogs(
  tool: Tool,
  set: VerifiedSet,
): Promise<{ readonly set: VerifiedSet; readonly diagnostics: readonly Diagnostic[] }> {
  if (set.base === "") return { set, diagnostics: [] };
  const chain = await checkLogs(tool, set.folder, set.base);
  const sums = await checkLogSums(tool, set.folder, set.base);
  const opinion = together(chain.opinion, sums.opinion);
  const differs = [...chainDifference(set, chain, "/ml"), ...chainDifference(set, sums, "/k")];
  return {
    set: { ...set, eseutil: opinion },
    diagnostics: [
      ...differs.map((message) => diagnostic("verify-engines-differ", set.folder, message)),
      ...unproven(opinion.result, set.folder, opinion.message),
    ],
  };
}

/** Lets eseutil read a checkpoint. */
export async function askAboutCheckpoint(tool: Tool, scanned: Checkpoint): Promise<Checkpoint> {
  const { path } = scanned.of;
  const asked = await readCheckpoint(tool, path);
  const { opinion } = asked;
  return {
    ...scanned,
    eseutil: opinion,
    file: {
      ...scanned.file,
      diagnostics: [
        ...scanned.file.diagnostics,
        ...checkpointDifference(scanned.reading.report, asked).map((message) =>
          diagnostic("verify-engines-differ", path, message),
        ),
        ...unproven(opinion.result, path, opinion.message),
      ],
    },
  };
}

/** The header proves its state when it is told; that its two copies differ is judged by the own check. */
function headerOpinion({ opinion, output }: ToolRun): ToolOpinion {
  const told =
    opinion.exit === 0 && output.completed === "success" && (output.header?.state ?? null) !== null;
  return told ? { ...opinion, result: "good", message: "/mh: good" } : opinion;
}

function unproven(result: string, where: string, message: string): readonly Diagnostic[] {
  return result === "unproven" ? [diagnostic("verify-eseutil", where, message)] : [];
}
