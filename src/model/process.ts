/** Runs a program of others, so that tests can put one in its place. */
export interface ProcessPort {
  /**
   * Runs `file` with arguments as they are, without a shell, at a low priority. Resolves when it has ended, also when it
   * could not be started; never rejects.
   */
  run(file: string, args: readonly string[], options: ProcessOptions): Promise<ProcessEnd>;
  /** The first of the files that is there; null when none is. */
  find(files: readonly string[]): string | null;
}

export interface ProcessOptions {
  /** What it writes to its own folder goes here. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** Written to its standard input, which then ends; absent: it has none. */
  readonly stdin?: string;
  /** Text as it comes, a byte a character. */
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

export interface ProcessEnd {
  /** As the system gave it; null when it did not start, or was killed. */
  readonly exitCode: number | null;
  /** Why there is no exit code. */
  readonly trouble: string | null;
}

/** A program of others that is talked to through its pipes for as long as it lives. */
export interface TalkingProcess {
  /** Bytes as they come. Read no faster than they are asked for: what is not read holds the program up. */
  readonly stdout: AsyncIterable<Uint8Array>;
  /** The last of what it wrote to stderr, a byte a character; at most some thousand characters. */
  stderr(): string;
  /** A program that is gone takes nothing, and `ended` says so. */
  write(text: string): void;
  /** Resolves when it has ended, also when it could not be started; never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** Ends it with all that it started itself; resolves when it is gone. */
  kill(): Promise<void>;
}
