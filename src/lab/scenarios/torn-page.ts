import { tornPage } from "../faults/storage.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const tornPageInCopy: Scenario = {
  name: "torn-page",
  title: "The backup holds a torn page, and no log says so",
  story:
    "While the files are copied, one page of the copy is written by halves only. The requester does not check what it copied and reports success: the logs are green, and the files are not good. Only their own sums tell.",
  faults: ["a page of the copy that is torn", "a requester that does not check"],
  hours: 4,
  mixes: true,
  order: (lab, at) =>
    lab.queue.at(at, () =>
      lab.queue.start(backUp(lab, { server: lab.servers[0], verifies: false, spoils: tornPage })),
    ),
  predicts: { jobs: ["succeeded"], findings: [], exit: 0, verify: 2 },
};
