import { foreignLog } from "../faults/storage.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const foreignLogInCopy: Scenario = {
  name: "foreign-log",
  title: "In the backup lies a log of another database",
  story:
    "The target folder already held a log of the same name, from another log stream, and the transfer did not replace it. The requester reports success; the database cannot be recovered with a log that is not its own.",
  faults: ["a log of another stream in the copy", "a requester that does not check"],
  hours: 4,
  mixes: true,
  order: (lab, at) =>
    lab.queue.at(at, () =>
      lab.queue.start(backUp(lab, { server: lab.servers[0], verifies: false, spoils: foreignLog })),
    ),
  predicts: { jobs: ["succeeded"], findings: [], exit: 0, verify: 2 },
};
