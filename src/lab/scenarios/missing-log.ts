import { missingLog } from "../faults/storage.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const missingLogInCopy: Scenario = {
  name: "missing-log",
  title: "The backup lacks a log that the database needs",
  story:
    "The transfer leaves out the last closed log. The requester does not check its copy and reports success; the database of the backup cannot be made consistent without that log.",
  faults: ["a log that is not copied", "a requester that does not check"],
  hours: 4,
  mixes: true,
  order: (lab, at) =>
    lab.queue.at(at, () =>
      lab.queue.start(backUp(lab, { server: lab.servers[0], verifies: false, spoils: missingLog })),
    ),
  predicts: { jobs: ["succeeded"], findings: [], exit: 0, verify: 2 },
};
