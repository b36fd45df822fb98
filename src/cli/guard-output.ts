import { EXIT } from "./exit-codes.ts";

/**
 * What standard output and standard error do when they cannot be written to. A reader that went away (`| head`) has seen
 * enough: what is written further is dropped, and the exit code stays that of the work. Anything else, a full disk say,
 * ends the program with a word on it, where no one else listens.
 */
export function guardOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE" || stream.listenerCount("error") > 1) return;
      if (stream === process.stdout) {
        process.stderr.write(`thawline: standard output cannot be written: ${error.message}\n`);
      }
      process.exit(EXIT.internal);
    });
  }
}
