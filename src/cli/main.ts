#!/usr/bin/env node
import { ConfigError } from "../config/config-error.ts";
import { ReaderGone } from "../platform/reader-gone.ts";
import { StoreError } from "../store/store-error.ts";
import { Interrupted, UsageError } from "./ends.ts";
import { EXIT } from "./exit-codes.ts";
import { guardOutput } from "./guard-output.ts";
import { runProgram } from "./program.ts";

guardOutput();
process.exitCode = await runProgram(process.argv.slice(2)).catch(failed);

/** Says why there is no result, and gives the exit code. */
function failed(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode;
  // `| head` has seen enough.
  if (error instanceof ReaderGone) return EXIT.ok;
  if (error instanceof UsageError || error instanceof ConfigError) {
    process.stderr.write(`thawline: ${error.message}\n`);
    return EXIT.usage;
  }
  // What cannot be read cannot be judged.
  if (error instanceof StoreError) {
    process.stderr.write(`thawline: ${error.message}\n`);
    return EXIT.unknown;
  }
  process.stderr.write(`thawline: internal error: ${reason(error)}\n`);
  if (/^(debug|trace)$/.test(levelOf(process.argv)) && error instanceof Error) {
    process.stderr.write(`${error.stack}\n${error.cause instanceof Error ? error.cause.stack : ""}\n`);
  } else {
    process.stderr.write("thawline: --log-level debug shows where\n");
  }
  return EXIT.internal;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${error.message}${cause}`;
}

function levelOf(args: readonly string[]): string {
  const at = args.findIndex((arg) => arg.startsWith("--log-level"));
  return args[at]?.split("=")[1] ?? args[at + 1] ?? "";
}
