import { lstatSync } from "node:fs";
import type { Shell } from "../../model/shell.ts";
import { messageOf } from "./files.ts";

/** Says why what lies at a path may be somebody else's work; null where it is not. */
export type OwnerDoubt = (path: string, shell: Shell) => Promise<string | null>;

/** Administrators and the system, in every language. */
export const TRUSTED: readonly string[] = ["S-1-5-32-544", "S-1-5-18"];

/**
 * Whether a file or folder is owned by this account, by administrators or by the system. Folders of all users' programs let
 * everybody make files in them, and the records of earlier runs say what is to be deleted with an administrator's rights.
 */
export async function ownerDoubt(
  path: string,
  shell: Shell,
  system: string = process.platform,
): Promise<string | null> {
  if (system !== "win32") return posixDoubt(path);
  const answer = await shell.ask(OWNER, [path], { timeoutSeconds: 60 });
  const [owner = null, own = null] = (answer.ok ? answer.rows[0] : undefined) ?? [];
  if (owner === null) return `who made ${path} cannot be told${answer.ok ? "" : `: ${answer.message}`}`;
  return owner === own || TRUSTED.includes(owner) ? null : strangersWork(path, owner);
}

function posixDoubt(path: string): string | null {
  try {
    const { uid } = lstatSync(path);
    return uid === 0 || uid === process.getuid?.() ? null : strangersWork(path, String(uid));
  } catch (error) {
    return `who made ${path} cannot be told: ${messageOf(error)}`;
  }
}

function strangersWork(path: string, owner: string): string {
  return `${path} was made by somebody who is no administrator (${owner})`;
}

/** A PowerShell text: a row with the owner of a path and this account, as security identifiers. */
export const OWNER = `
$path = $args[0]
if (Test-Path -LiteralPath $path -PathType Container) {
  $rights = [System.IO.Directory]::GetAccessControl($path)
} else {
  $rights = [System.IO.File]::GetAccessControl($path)
}
$owner = $rights.GetOwner([System.Security.Principal.SecurityIdentifier]).Value
Row $owner ([System.Security.Principal.WindowsIdentity]::GetCurrent().User.Value)
`;
