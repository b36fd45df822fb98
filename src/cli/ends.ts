/** Ended by a signal: exit code 128 and its number, as shells have it. */
export class Interrupted extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super("interrupted");
    this.exitCode = exitCode;
  }
}

/** The command line, or a file that it names, asks for something that cannot be: exit code 64. */
export class UsageError extends Error {}
