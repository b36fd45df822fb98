import { groupHelpText, helpText } from "./help-text.ts";

const WHICH = `Without FILE it is that of --config, else thawline.yaml of --state, of the working folder, or of the usual
state folder, the first that is there.`;

const WRITTEN = { 0: "written" };

export const CONFIG_HELP = groupHelpText(
  "Every key may be left out. Secrets do not stand in the file, but where to read them: {env: NAME} or {file: PATH}.",
  [
    "thawline config example > thawline.yaml",
    "thawline config check thawline.yaml",
    "thawline config print --format json",
  ],
);

export const CONFIG_CHECK_HELP = helpText({
  about: `${WHICH}

What cannot be read is told with file, line and column, all at once. What can be read is looked at as the watcher
would: secrets (they are read, and never shown), the topology file, programs; sinks that nothing reaches, silences
that have run out, names that fit nothing in the topology. Run it as the user that the watcher runs as.`,
  needs: "a configuration file.",
  exits: {
    0: "good",
    1: "warnings: something will not work as it seems to be meant",
    2: "failures: something will not work, such as a secret that cannot be read",
    64: "the file cannot be read, or a key or value in it is not known",
  },
  examples: ["thawline config check", "thawline config check C:\\ProgramData\\Thawline\\thawline.yaml"],
});

export const CONFIG_PRINT_HELP = helpText({
  about: `${WHICH} Without any it prints the defaults.

Secrets are shown as the places that they are read from, and of an address that may hold one only the host.`,
  needs: "nothing.",
  exits: WRITTEN,
  examples: ["thawline config print", "thawline config print thawline.yaml --format json | jq .alerts.sinks"],
});

export const CONFIG_SCHEMA_HELP = helpText({
  about: `Editors complete and check YAML by it: with the YAML extension of Visual Studio Code put this line at the top of
the file: # yaml-language-server: $schema=thawline.schema.json`,
  needs: "nothing.",
  exits: WRITTEN,
  examples: ["thawline config schema > thawline.schema.json"],
});

export const CONFIG_EXAMPLE_HELP = helpText({
  about: "Every key with what it does. What stands there without a # in front is the default.",
  needs: "nothing.",
  exits: WRITTEN,
  examples: ["thawline config example > thawline.yaml"],
});
