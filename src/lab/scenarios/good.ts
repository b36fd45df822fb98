import { mountedOn } from "../find.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const good: Scenario = {
  name: "good",
  title: "A full backup that is good in every way",
  story:
    "A requester backs up the databases that are mounted on one server. The freeze lasts some seconds, the files are copied and checked, the writer completes, and minutes later the replication service deletes the logs.",
  faults: [],
  hours: 4,
  mixes: true,
  order: (lab, at) =>
    lab.queue.at(at, () => {
      const databases = mountedOn(lab, lab.servers[0]).map(({ database }) => database.name);
      lab.queue.start(backUp(lab, { server: lab.servers[0], databases }));
    }),
  predicts: { jobs: ["succeeded"], findings: [], exit: 0, verify: 0 },
};
