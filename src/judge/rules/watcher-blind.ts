import { moment } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** A watcher cannot hear one of its sources; what happens there meanwhile is not seen. */
export const watcherBlind: Rule = {
  meta: {
    code: "WATCHER_BLIND",
    severity: "failure",
    title: "A source cannot be read",
    when: "A source of the watcher is down, denied, or has given no sign of life for longer than `silent` (5 minutes).",
    cause:
      "The server is down or cannot be reached, its event log service has stopped, or the account lost the right to read its logs.",
    remedy: [
      "Look at the cause in the detail, and at the server.",
      "Run `thawline doctor` on the machine of the watcher: it tries each source and names what is missing.",
      "Nothing has to be made up for: when the source can be read again, the watcher goes on where it stopped.",
    ],
    references: ["docs/watch.md"],
  },
  check: ({ context }) =>
    (context.blind ?? []).map(({ source, since, cause }) => ({
      server: source,
      detail: `${source} cannot be read since ${moment(since)}: ${cause}.`,
      evidence: [],
    })),
};
