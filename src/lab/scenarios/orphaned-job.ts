import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const orphanedJob: Scenario = {
  name: "orphaned-job",
  title: "A requester dies, and the next backup finds its job",
  story:
    "The requester ends in the midst of the transfer without a word to the writer. Five hours later the next backup wants the same databases: the writer throws the old job away, names it an orphan (2118), and the new one is good.",
  faults: ["a requester that dies"],
  hours: 8,
  mixes: true,
  order: (lab, at) => {
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0], ends: "dies" })));
    lab.queue.at(at + 18_000, () => lab.queue.start(backUp(lab, { server: lab.servers[0] })));
  },
  predicts: { jobs: ["abandoned", "succeeded"], findings: ["JOB_ABANDONED"], exit: 2 },
};
