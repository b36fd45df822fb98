import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const goodPassive: Scenario = {
  name: "good-passive",
  title: "A good full backup that takes passive copies along",
  story:
    "A requester backs up all databases of one server: those that are mounted there, and the copies of those that are not. A copy has no engine of its own to freeze, so its events are on both servers, and its logs are deleted where the database is mounted. Its files hold no current log, and miss nothing without it.",
  faults: [],
  hours: 4,
  mixes: true,
  order: (lab, at) => lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0] }))),
  predicts: { jobs: ["succeeded"], findings: [], exit: 0, verify: 0 },
};
