import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const flushHoldTimeout: Scenario = {
  name: "flush-hold-timeout",
  title: "Writes cannot be held for as long as the shadow copy takes",
  story:
    "Windows holds all writes to a volume for ten seconds at most while the shadow copy is made. The storage is too busy, volsnap gives up (8) and VSS with it (12298); the databases are thawed and the backup is aborted.",
  faults: ["writes that would have to be held for 30 s"],
  hours: 4,
  mixes: true,
  order: (lab, at) =>
    lab.queue.at(at, () =>
      lab.queue.start(backUp(lab, { server: lab.servers[0], frozenSeconds: 31, holdSeconds: 30 })),
    ),
  predicts: { jobs: ["aborted"], findings: ["FLUSH_HOLD_TIMEOUT", "FREEZE_SLOW", "JOB_ABORTED"], exit: 2 },
};
