export const DEMO_HELP = `
Needs no Exchange and no Windows: event logs, databases and backups of the servers SIM-EX1 and SIM-EX2 are
simulated, in a temporary folder, at some ten thousand times the speed of the sun. What watches, judges,
alerts and verifies is the same as on real servers. One night is good, in one the databases are frozen too
long, after one the logs are never truncated; so it ends with exit code 0 when just this was found, and
with 70 when not.

Examples:
  $ thawline demo
  $ thawline demo --keep
  $ thawline lab list`;
