import { groupHelpText, helpText } from "./help-text.ts";

const EXAMPLES = ["thawline alert test", "thawline alert test --sink mail --config thawline.yaml"];

export const ALERT_HELP = groupHelpText(
  "Alerts are sent by the watcher; docs/alerts.md tells when, and how sinks are set up.",
  EXAMPLES,
);

export const ALERT_TEST_HELP = helpText({
  about: `The message says that it is a test and that nothing is wrong. It is sent once to each sink, past the outbox and
whatever the sink's severity, the quiet hours and the silences. Pings go to /log, which changes no state; in
Alertmanager the alert is called ThawlineTest. Run it as the user that the watcher runs as.`,
  needs: "a configuration with sinks.",
  exits: {
    0: "all sinks took it",
    2: "one did not, and it is said why",
    64: "no sinks are configured, or none of that name; the command line or the configuration is wrong",
  },
  examples: EXAMPLES,
});
