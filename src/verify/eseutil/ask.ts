import { diagnostic } from "../../../parsers/diagnostics.ts";
import type { Diagnostic } from "../../model/raw-event.ts";
import type { VerifiedSet, VerifyEngine } from "../../model/verify.ts";
import type { Scanned } from "../scan.ts";
import { asFound, chainDifference, differences, stateDifference } from "./compare.ts";
import { checkDatabase, checkLogs, readHeader, type Tool } from "./run.ts";

type Database = Extract<Scanned, { readonly kind: "database" }>;

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
  const { opinion } = checked;
  const found = engine === "both" ? database : asFound(database, checked.output, opinion.exit);
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
  const checked = await checkLogs(tool, set.folder, set.base);
  const { opinion } = checked;
  const differs = chainDifference(set, checked);
  return {
    set: { ...set, eseutil: opinion },
    diagnostics: [
      ...differs.map((message) => diagnostic("verify-engines-differ", set.folder, message)),
      ...unproven(opinion.result, set.folder, opinion.message),
    ],
  };
}

function unproven(result: string, where: string, message: string): readonly Diagnostic[] {
  return result === "unproven" ? [diagnostic("verify-eseutil", where, message)] : [];
}
