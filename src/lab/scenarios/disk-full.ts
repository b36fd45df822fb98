import { mountedOn } from "../find.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const diskFull: Scenario = {
  name: "disk-full",
  title: "The volume of the logs is full",
  story:
    "The volume of the logs has no room left, so the engine cannot freeze (2002, -529): a freeze has to write the log to its end. The backup is aborted. Later somebody makes room.",
  faults: ["a log volume without room"],
  hours: 4,
  mixes: true,
  order: (lab, at) => {
    lab.queue.at(at - 60, () => {
      for (const copy of mountedOn(lab, lab.servers[0]).slice(0, 1)) copy.full = true;
    });
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0] })));
    lab.queue.at(at + 3600, () => {
      for (const copy of mountedOn(lab, lab.servers[0])) copy.full = false;
    });
  },
  predicts: { jobs: ["failed"], findings: ["FREEZE_FAILED", "JOB_ABORTED"], exit: 2 },
};
