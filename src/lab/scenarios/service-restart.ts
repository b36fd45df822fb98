import { restartWriter } from "../faults/services.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const serviceRestart: Scenario = {
  name: "service-restart",
  title: "The replication service starts anew during the transfer",
  story:
    "An update restarts the replication service while the files are copied. Its writer had the backup in memory only: the requester ends its copy, nobody listens, and no event says that the backup is lost.",
  faults: ["a restart of the replication service"],
  hours: 4,
  mixes: true,
  order: (lab, at) => {
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0] })));
    lab.queue.at(at + 300, () => lab.queue.start(restartWriter(lab, lab.servers[0])));
  },
  predicts: { jobs: ["abandoned"], findings: ["JOB_ABANDONED", "SERVICE_RESTARTED"], exit: 2 },
};
