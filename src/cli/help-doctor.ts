import { helpText } from "./help-text.ts";

export const DOCTOR_HELP = helpText({
  about: `Run it as the account that the watcher runs as, and once from an elevated prompt: vssadmin answers there only.
It connects to the sinks and says nothing; thawline alert test sends a marked message.

The zip of --bundle holds the results, the configuration with secrets left out, versions, what was read of which log,
the reports of the newest jobs, the end of the watcher's log and what vssadmin printed. Names of servers, databases
and folders do stand in it.`,
  needs: "nothing; what is not on this machine is said.",
  exits: {
    0: "everything that was looked at works",
    1: "warnings",
    2: "something does not work",
    3: "nothing was found wrong, and something could not be judged",
  },
  examples: [
    "thawline doctor",
    "thawline doctor --state D:\\Thawline --bundle thawline-doctor.zip",
    `thawline doctor --format json | jq '.checks[] | select(.state != "ok")'`,
  ],
});
