/** Why the system refused a file, in the words of an administrator. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  ENOTDIR: "there is no such file or folder",
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  EBUSY: "another program holds it open; export the log with `wevtutil epl` and read the copy",
  ELOOP: "its links lead in a circle",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "the name is too long",
  EMFILE: "too many files are open",
  EIO: "the disk reports an error",
};

/** What went wrong with a file, from the error that Node threw. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const reason = REASONS[code];
  if (reason === undefined) return error.message;
  return `${reason} (${code})`;
}
