import { groupHelpText, helpText } from "./help-text.ts";

export const LAB_HELP = groupHelpText("docs/lab.md tells what a simulation can prove, and what it cannot.", [
  "thawline lab list",
  "thawline lab run frozen-too-long --out /tmp/lab",
]);

export const LAB_LIST_HELP = helpText({
  needs: "nothing.",
  exits: { 0: "told" },
  examples: ["thawline lab list"],
});

export const LAB_RUN_HELP = helpText({
  about: `The folder holds, for each server, its event logs (.evtx) and databases, what requesters backed up, a topology and
simulated.md, which tells the story and what must be concluded from it. With --speed real or a number, the logs grow
as they would on a server, from now on.`,
  needs: "no Exchange and no Windows.",
  exits: { 0: "the scenario is over" },
  examples: [
    "thawline lab run frozen-too-long --out /tmp/lab",
    "thawline analyze /tmp/lab --topology /tmp/lab/topology.json",
    "thawline verify /tmp/lab/backup",
    "thawline lab run good --out /tmp/live --speed 60",
  ],
});
