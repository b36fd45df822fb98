import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const good: Scenario = {
  name: "good",
  title: "A full backup that is good in every way",
  story:
    "A requester backs up all databases of one server: those that are mounted there and the copies of those that are not. The freeze lasts some seconds, the files are copied and checked, the writer completes, and minutes later the logs are deleted on the servers that have the databases mounted.",
  faults: [],
  hours: 4,
  mixes: true,
  order: (lab, at) => lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0] }))),
  predicts: { jobs: ["succeeded"], findings: [], exit: 0, verify: 0 },
};
