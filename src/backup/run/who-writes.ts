import { existsSync, lstatSync } from "node:fs";
import { dirname } from "node:path";
import type { Shell } from "../../model/shell.ts";
import { TRUSTED } from "./owners.ts";

/** Who, beside administrators, the system and this account, may write to a folder; null where that cannot be told. */
export type WhoWrites = readonly string[] | null;

/**
 * Groups and users are known by their ids, for their names are translated. What is denied is not taken off: a group that may
 * write is told also where some of it may not.
 *
 * @param path need not be there yet: then the folder counts that it is to be made in
 * @returns security identifiers; on other systems `its group`, `everybody`
 */
export async function whoWrites(
  path: string,
  shell: Shell,
  system: string = process.platform,
): Promise<WhoWrites> {
  const folder = nearest(path);
  if (system !== "win32") return byMode(folder);
  const answer = await shell.ask(WRITERS, [folder], { timeoutSeconds: 60 });
  if (!answer.ok) return null;
  const own = answer.rows.find(([kind]) => kind === "own")?.[1] ?? null;
  const ids = answer.rows.flatMap(([kind, id, allowed, mask]) =>
    kind === "rule" && id != null && allowed === "0" && (Number(mask) & WRITE) !== 0 ? [id] : [],
  );
  if (own === null) return null;
  return [...new Set(ids)].filter((id) => id !== own && !TRUSTED.includes(id) && !ALSO_TRUSTED.test(id));
}

/**
 * Of an access mask: make or change files and folders, delete, change rights, take over; all and write in general
 * (learn.microsoft.com: FileSystemRights, Access Mask Format).
 */
const WRITE = 0x2 | 0x4 | 0x40 | 0x1_0000 | 0x4_0000 | 0x8_0000 | 0x1000_0000 | 0x4000_0000;

/**
 * Whoever makes a file, the installer of Windows, the built-in Administrator, administrators of domain and forest
 * (learn.microsoft.com: Well-known SIDs).
 */
const ALSO_TRUSTED = /^S-1-3-0$|^S-1-5-80-956008885-|^S-1-5-21-.*-(?:500|512|519)$/;

/** A PowerShell text: a row for each rule of a folder, with the id of whom it is for, allow (0) or deny, and the mask; and this account. */
export const WRITERS = `
$rights = [System.IO.Directory]::GetAccessControl($args[0])
foreach ($rule in $rights.GetAccessRules($true, $true, [System.Security.Principal.SecurityIdentifier])) {
  Row 'rule' $rule.IdentityReference.Value ([string][int]$rule.AccessControlType) ([string][int]$rule.FileSystemRights)
}
Row 'own' ([System.Security.Principal.WindowsIdentity]::GetCurrent().User.Value)
`;

function byMode(folder: string): WhoWrites {
  try {
    const { mode } = lstatSync(folder);
    // With the sticky bit nobody changes what is another one's.
    if ((mode & 0o1000) !== 0) return [];
    return [...((mode & 0o020) === 0 ? [] : ["its group"]), ...((mode & 0o002) === 0 ? [] : ["everybody"])];
  } catch {
    return null;
  }
}

function nearest(path: string): string {
  const above = dirname(path);
  return existsSync(path) || above === path || above === "." ? path : nearest(above);
}
