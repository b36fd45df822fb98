import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const logRolled: Scenario = {
  name: "log-rolled",
  title: "The log begins in the midst of the backup",
  story:
    "The Application log is small, and its oldest records are overwritten: when it is read, the start of the backup is gone. The completion is there, but what it completes is not known as a whole.",
  faults: ["a log that is overwritten from its beginning"],
  hours: 4,
  mixes: false,
  order: (lab, at) => {
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0] })));
    lab.queue.at(at + 300, () => lab.logs.roll(lab.servers[0].server, "Application", 1));
  },
  predicts: { jobs: ["incomplete"], findings: [], exit: 3 },
};
