import { helpText } from "./help-text.ts";

export const DEMO_HELP = helpText({
  about: `Event logs, databases and backups of the servers SIM-EX1 and SIM-EX2 are simulated, in a temporary folder,
at some ten thousand times the speed of the sun. What watches, judges, alerts and verifies is the same as on
real servers. One night is good, in one the databases are frozen too long, after one the logs are never
truncated.`,
  needs: "no Exchange and no Windows.",
  exits: {
    0: "just what was simulated has been found",
    70: "something else has been found, or an internal error",
  },
  examples: ["thawline demo", "thawline demo --keep"],
});
