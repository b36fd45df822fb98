import { helpText } from "./help-text.ts";

export const TOPOLOGY_HELP = helpText({
  about: `Nothing is changed. What it prints as JSON is what --topology reads, so that logs can be analysed elsewhere.`,
  needs: `the Exchange shell: an Exchange server, or a machine with its management tools, and an account with at
least the role View-Only Organization Management.`,
  exits: {
    0: "everything was told",
    1: "warnings: something could not be told, and is named on stderr",
    3: "there is no Exchange shell, or it told nothing",
  },
  examples: [
    "thawline topology > topology.json",
    "thawline topology --format text --server MBX1",
    "thawline analyze logs/ --topology topology.json",
  ],
});
