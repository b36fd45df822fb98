/** Why a run of robocopy is not good; null when it is: bits of the exit code from 8 on say that something was not copied. */
export function judgeRobocopy(_output: string, exitCode: number | null): string | null {
  if (exitCode === null) return "it gave no exit code";
  const code = exitCode | 0;
  return code >= 0 && code < 8 && (code & 4) === 0 ? null : `exit code ${code}`;
}
