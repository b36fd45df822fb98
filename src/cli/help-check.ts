export const CHECK_HELP = `
One line for Nagios, Icinga, Checkmk, PRTG and their kin, with perfdata behind the bar, then a line a
problem. Open alerts count by their severity. Reads the store of a watcher in --state.

Exit codes, of the plugin convention: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
A threshold may be left out: "26h," only warns, ",50h" is only critical.

Examples:
  $ thawline check
  $ thawline check --age 26h,50h --freeze 10s,20s
  $ thawline check --database DB01 --database DB02 --age ,8d
  $ thawline check --self-test`;
