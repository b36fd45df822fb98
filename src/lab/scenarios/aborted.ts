import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const aborted: Scenario = {
  name: "aborted",
  title: "The requester calls its backup off",
  story:
    "The snapshot is good, but in the midst of the transfer the requester aborts the backup. The writer says so at level Information, and the engine's session still ends as completed.",
  faults: ["a requester that aborts"],
  hours: 4,
  mixes: true,
  order: (lab, at) =>
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0], ends: "aborts" }))),
  predicts: { jobs: ["aborted"], findings: ["JOB_ABORTED"], exit: 2 },
};
