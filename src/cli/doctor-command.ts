import { type Command, Option } from "commander";
import { DOCTOR_HELP } from "./help-doctor.ts";
import type { DoctorOptions } from "./run-doctor.ts";

export function addDoctorCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command("doctor")
    .summary("tell what works on this machine and what does not, with the remedy")
    .description(
      "Looks at rights, event logs, the live reader, Exchange, its writer, shadow storage, tools, store, configuration and sinks. Changes nothing and sends nothing.",
    )
    .addOption(new Option("--format <format>", "how to tell it").choices(["text", "json"]).default("text"))
    .option("-o, --output <file>", "write to a file instead of standard output")
    .option(
      "--bundle <file>",
      "also write a zip for whoever is to help: results, versions, reports; no secrets",
    )
    .addHelpText("after", DOCTOR_HELP)
    .action(async (_: unknown, command: Command) => {
      const { runDoctor } = await import("./run-doctor.ts");
      done(await runDoctor(command.optsWithGlobals<DoctorOptions>()));
    });
}
