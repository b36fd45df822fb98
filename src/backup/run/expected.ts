import { logName } from "../../../parsers/ese/log-name.ts";
import type { SnapshotFiles } from "../../model/backup/machine.ts";
import type { BackupPlan, Transfer } from "../../model/backup/plan.ts";
import { fitsPattern, isPattern } from "../../model/name-pattern.ts";
import { sameName } from "../../model/names.ts";
import { joinPath } from "../plan/paths.ts";
import { copiedDatabases } from "../plan/transfers.ts";
import { messageOf } from "./files.ts";

export interface ListedFile {
  readonly name: string;
  readonly bytes: number;
}

/** What a transfer has to bring: the files that are in the snapshot. */
export interface Expected {
  readonly transfer: Transfer;
  readonly files: readonly ListedFile[];
}

/** Looks at the shown shadow copies. `missing`: sentences on what must be there, and is not, or cannot be listed. */
export async function listExpected(
  plan: BackupPlan,
  files: SnapshotFiles,
): Promise<{ readonly expected: readonly Expected[]; readonly missing: readonly string[] }> {
  const expected: Expected[] = [];
  const missing: string[] = [];
  for (const transfer of plan.transfers) {
    const { from, live } = transfer;
    try {
      const listed = await files.list(from);
      const wanted = listed.filter(({ name }) => isWanted(transfer, name));
      expected.push({ transfer, files: wanted });
      missing.push(...missingOf(plan, transfer, wanted));
    } catch (error) {
      missing.push(`The shadow copy does not show ${live} in ${from}: ${messageOf(error)}.`);
    }
  }
  return { expected, missing };
}

/** A log that is being prepared, or kept for a full disk, is none: it bears a log's name and has no content yet. */
export function isWanted({ files }: Pick<Transfer, "files">, name: string): boolean {
  return logName(name)?.kind !== "reserved" && files.some((pattern) => fitsPattern(pattern, name));
}

/** Sentences on what was not copied as it is in the snapshot; by name and size, for eseutil reads what is in it. */
export function differences({ transfer, files }: Expected, copied: readonly ListedFile[]): readonly string[] {
  return files.flatMap(({ name, bytes }) => {
    const copy = copied.find((one) => sameName(one.name, name));
    const place = joinPath(transfer.to, name);
    if (copy === undefined) return [`${place} is missing, though the snapshot has it.`];
    if (copy.bytes === bytes) return [];
    return [`${place} has ${copy.bytes} bytes, in the snapshot it has ${bytes}.`];
  });
}

function missingOf(plan: BackupPlan, transfer: Transfer, there: readonly ListedFile[]): readonly string[] {
  const lacks = (name: string): boolean => !there.some((file) => sameName(file.name, name));
  if (transfer.name === "database") {
    // The flush map beside a database is copied where there is one, and needed nowhere.
    return copiedDatabases(plan)
      .filter(({ from }) =>
        transfer.files.some((name) => joinPath(transfer.from, name) === from && lacks(name)),
      )
      .map(({ live }) => `${live} is not in the snapshot.`);
  }
  return transfer.files.flatMap((name) => {
    if (isPattern(name) ? there.some((file) => fitsPattern(name, file.name)) : !lacks(name)) return [];
    return [
      `${isPattern(name) ? "No " : ""}${joinPath(transfer.live, name)} is ${isPattern(name) ? "" : "not "}in the snapshot.`,
    ];
  });
}
