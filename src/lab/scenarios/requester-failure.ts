import { mountedOn } from "../find.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const requesterFailure: Scenario = {
  name: "requester-failure",
  title: "The requester reports one database as not backed up",
  story:
    "Snapshot and transfer are done, but the requester tells the writer that one database was not backed up. Its logs stay; the other databases of the same backup are good.",
  faults: ["a requester that reports a failure"],
  hours: 4,
  mixes: true,
  order: (lab, at) =>
    lab.queue.at(at, () => {
      const reportsFailed = mountedOn(lab, lab.servers[0])
        .slice(0, 1)
        .map(({ database }) => database.name);
      lab.queue.start(backUp(lab, { server: lab.servers[0], reportsFailed }));
    }),
  predicts: { jobs: ["failed"], findings: ["COMPONENT_NOT_BACKED_UP"], exit: 2 },
};
