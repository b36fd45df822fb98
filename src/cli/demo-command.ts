import type { Command } from "commander";
import { DEMO_HELP } from "./help-demo.ts";
import type { DemoOptions } from "./run-demo.ts";
import { parseCount } from "./values.ts";

export function addDemoCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command("demo")
    .summary("see it all on two simulated servers, in under a minute")
    .description(
      "Watches three nights of backups on two simulated servers, alerts, writes reports and verifies a backup.",
    )
    .option("--keep", "leave the simulated logs, databases and the reports where they are")
    .option("--seed <number>", "another seed, other details", parseCount, 1)
    .option("--seconds <seconds>", "how long the three simulated days take", parseCount, 24)
    .addHelpText("after", DEMO_HELP)
    .action(async (_: unknown, command: Command) => {
      const { runDemo } = await import("./run-demo.ts");
      done(await runDemo(command.optsWithGlobals<DemoOptions>()));
    });
}
