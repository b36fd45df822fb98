const IN_USE =
  "another program holds it open (-1032), as it does with a mounted database: verify a shadow copy, or the copied files";

/** Why the system refused a file of a backup, in the words of an administrator. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file any more",
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  EBUSY: IN_USE,
  ETXTBSY: IN_USE,
  EISDIR: "it is a folder",
  EMFILE: "too many files are open",
  EIO: "the disk reports an error (-1022): save what can be saved, then look at the disk",
};

/** True of what the system refused; anything else is a fault of this program. */
export function isOfSystem(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

export function isLocked(error: unknown): boolean {
  return REASONS[codeOf(error)] === IN_USE;
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  const reason = REASONS[code];
  return reason === undefined ? error.message : `${reason} (${code})`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
