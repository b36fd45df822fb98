export const ALERT_TEST_HELP = `
The message says that it is a test and that nothing is wrong. It is sent once to each sink, past the outbox and
whatever the sink's severity, the quiet hours and the silences. Pings go to /log, which changes no state; in
Alertmanager the alert is called ThawlineTest. Run it as the user that the watcher runs as.

Exit codes:
  0   all sinks took it
  2   one did not, and it is said why
  64  no sinks are configured, or none of that name

Examples:
  $ thawline alert test
  $ thawline alert test --sink mail --config thawline.yaml`;
