import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const backupInProgress: Scenario = {
  name: "backup-in-progress",
  title: "A second requester is refused while the first still copies",
  story:
    "Two backup programs have the same hour in their schedules. The writer refuses the second one with a sharing violation, because the databases are owned by the first, which ends well.",
  faults: ["a second requester, five minutes later"],
  hours: 4,
  mixes: true,
  order: (lab, at) => {
    const start = (): void => void lab.queue.start(backUp(lab, { server: lab.servers[0] }));
    lab.queue.at(at, start);
    lab.queue.at(at + 300, start);
  },
  predicts: { jobs: ["succeeded", "failed"], findings: ["BACKUP_IN_PROGRESS", "JOBS_OVERLAP"], exit: 2 },
};
