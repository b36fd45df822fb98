import { failOver } from "../faults/mounting.ts";
import { mountedOn } from "../find.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const failover: Scenario = {
  name: "failover",
  title: "A database moves to the other server during its backup",
  story:
    "While the files are copied, the mounted database moves to the second server. The engine that knew of the backup is gone, and the writer reports the database as failed; its logs stay.",
  faults: ["a failover of one database"],
  hours: 4,
  mixes: false,
  order: (lab, at) => {
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0] })));
    lab.queue.at(at + 300, () => {
      const [from] = mountedOn(lab, lab.servers[0]);
      const to = from?.database.copies.find((copy) => copy !== from);
      if (from !== undefined && to !== undefined) failOver(lab, from, to);
    });
  },
  predicts: { jobs: ["failed"], findings: ["BACKUP_FAILED", "DATABASE_DISMOUNTED"], exit: 2 },
};
