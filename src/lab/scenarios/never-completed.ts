import { mountedOn } from "../find.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const neverCompleted: Scenario = {
  name: "never-completed",
  title: "The requester lets go of its backup without a word",
  story:
    "In the midst of the transfer the requester releases its components and neither completes nor aborts. The writer shuts the backup down (2037), and the engine's session ends as completed (2006): neither of them means that anything was backed up.",
  faults: ["a requester that neither completes nor aborts"],
  hours: 4,
  mixes: true,
  order: (lab, at) =>
    lab.queue.at(at, () => {
      const databases = mountedOn(lab, lab.servers[0]).map(({ database }) => database.name);
      lab.queue.start(backUp(lab, { server: lab.servers[0], databases, ends: "leaves" }));
    }),
  predicts: { jobs: ["abandoned"], findings: ["JOB_ABANDONED"], exit: 2 },
};
