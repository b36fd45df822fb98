export const SERVICE_HELP = `
docs/service.md tells which rights the account needs, and how little will do.

Examples:
  $ thawline service install --config C:\\Thawline\\thawline.yaml
  $ thawline service install --account CORP\\thawline$
  $ thawline service status
  $ thawline service uninstall`;

export const SERVICE_INSTALL_HELP = `
Needs an elevated prompt. The configuration is read first: one that is wrong is not installed. The password of a user
is asked for by Windows (schtasks.exe) and never stands on a command line. Where the configuration has a sink for
the Windows event log, its source is made as well.

Without Windows --print gives a unit for systemd, or the task that Windows would get.

Exit codes:
  0   installed, and started unless --no-start
  1   installed, and something beside it failed
  2   not installed
  64  the command line or the configuration is wrong, or this is not Windows
  70  an internal error

Examples:
  $ thawline service install --state D:\\Thawline
  $ thawline service install --account "CORP\\svc-thawline"
  $ thawline service install --print systemd --state /var/lib/thawline > thawline.service`;

export const SERVICE_STATUS_HELP = `
Exit codes:
  0   the watcher lives
  2   it does not, or there is no task
  3   cannot judge: there is no store, or the system has no scheduled tasks`;
