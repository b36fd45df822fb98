import { backUp } from "../requester.ts";
import { USUAL_SITE } from "../site.ts";
import type { Scenario } from "./scenario.ts";

export const clockSkew: Scenario = {
  name: "clock-skew",
  title: "The clock of the second server is five minutes ahead",
  story:
    "The backup is good, but its events on the two servers bear times that do not fit together. Whoever puts them in order by time alone would be wrong.",
  faults: ["a clock that is five minutes ahead"],
  site: { ...USUAL_SITE, skewSeconds: 300 },
  hours: 4,
  mixes: false,
  order: (lab, at) => lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0] }))),
  predicts: { jobs: ["succeeded"], findings: ["CLOCK_SKEW"], exit: 1 },
};
