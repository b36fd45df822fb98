import { groupHelpText, helpText } from "./help-text.ts";

export const SERVICE_HELP = groupHelpText(
  "docs/service.md tells which rights the account needs, and how little will do.",
  [
    "thawline service install --config C:\\Thawline\\thawline.yaml",
    "thawline service install --account CORP\\thawline$",
    "thawline service status",
    "thawline service uninstall",
  ],
);

export const SERVICE_INSTALL_HELP = helpText({
  about: `The configuration is read first: one that is wrong is not installed. The password of a user is asked for by
Windows (schtasks.exe) and never stands on a command line. Where the configuration has a sink for the Windows
event log, its source is made as well.

Without Windows --print gives a unit for systemd, or the task that Windows would get.`,
  needs: "Windows and an elevated prompt; with --print nothing.",
  exits: {
    0: "installed, and started unless --no-start",
    1: "installed, and something beside it failed",
    2: "not installed",
    64: "the command line or the configuration is wrong, or this is not Windows",
  },
  examples: [
    "thawline service install --state D:\\Thawline",
    'thawline service install --account "CORP\\svc-thawline"',
    "thawline service install --print systemd --state /var/lib/thawline > thawline.service",
  ],
});

export const SERVICE_UNINSTALL_HELP = helpText({
  needs: "Windows and an elevated prompt.",
  exits: {
    0: "removed",
    2: "not removed, and it is said why",
    64: "the command line is wrong, or this is not Windows",
  },
  examples: ["thawline service uninstall"],
});

export const SERVICE_STATUS_HELP = helpText({
  about: "The sign of life is read from the store in --state, on any system.",
  needs: "Windows for the task, and the store of the watcher.",
  exits: {
    0: "the watcher lives",
    2: "it does not, or there is no task",
    3: "cannot judge: there is no store, or the system has no scheduled tasks and the watcher does not live",
  },
  examples: ["thawline service status", "thawline service status --state D:\\Thawline"],
});
