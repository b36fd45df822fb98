import { type Command, InvalidArgumentError, Option } from "commander";
import type { VerifyEngine } from "../model/verify.ts";
import type { VerifyFormat } from "../report/verify/index.ts";
import { VERIFY_HELP } from "./help-verify.ts";
import type { VerifyOptions } from "./run-verify.ts";

const ENGINES: readonly VerifyEngine[] = ["native", "eseutil", "both"];
const FORMATS: readonly VerifyFormat[] = ["text", "json", "html", "junit"];
const MOST_JOBS = 64;

export function addVerifyCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command("verify")
    .summary("check the files of a backup: is it good, can it be restored")
    .description(
      "Checks databases, transaction logs and checkpoints: page checksums, headers, the log chain, and whether\nthe databases can be restored. Needs neither Windows nor eseutil.",
    )
    .argument("<path...>", "files or folders of a backup")
    .addOption(new Option("--engine <engine>", "who checks the pages").choices(ENGINES).default("native"))
    .option("--eseutil <file>", "eseutil.exe or esentutl.exe, where it is not found by itself")
    .addOption(new Option("--format <format>", "how to report").choices(FORMATS).default("text"))
    .option("-o, --output <file>", "write to a file instead of standard output")
    .option("--jobs <n>", "files that are read at the same time, for several volumes", parseJobs, 1)
    .option("--limit <mb>", "MB that are read in a second, at most", parseLimit)
    .option("--verbose", "every log, every page")
    .addHelpText("after", VERIFY_HELP)
    .action(async (paths: string[], _: unknown, command: Command) => {
      const { runVerify } = await import("./run-verify.ts");
      done(await runVerify(paths, command.optsWithGlobals<VerifyOptions>()));
    });
}

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (!/^\d{1,3}$/.test(text) || jobs < 1 || jobs > MOST_JOBS) {
    throw new InvalidArgumentError(`Not a number from 1 to ${MOST_JOBS}.`);
  }
  return jobs;
}

/** MB to bytes. */
function parseLimit(text: string): number {
  const limit = Number(text);
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(text) || limit <= 0) {
    throw new InvalidArgumentError('Not a number of MB, such as "200".');
  }
  return limit * 1_000_000;
}
