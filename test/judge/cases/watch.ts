import type { RuleCases } from "../case.ts";
import { GOOD } from "../logs.ts";

export const WATCH: RuleCases = {
  WATCHER_BLIND: [
    {
      when: "a source of the watcher is down",
      log: GOOD,
      given: {
        blind: [{ source: "live:MBX2", since: Date.UTC(2024, 2, 10, 1, 30), cause: "access is denied" }],
      },
      finds: [
        {
          severity: "failure",
          job: null,
          server: "live:MBX2",
          evidence: [],
          says: "live:MBX2 cannot be read since 2024-03-10 01:30:00 UTC: access is denied.",
        },
      ],
    },
    { when: "all sources are heard", log: GOOD, given: { blind: [] }, finds: [] },
  ],
};
