import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const storeWriter2010: Scenario = {
  name: "store-writer-2010",
  title: "Exchange 2010: the writer of the store aborts",
  story:
    "Up to 2010 the store has a writer of its own for mounted databases. The requester aborts: 9614 says so, and the engine's session ends with 2007. A good backup of that writer is not simulated, because its completion (9616) is known from memory only.",
  faults: ["a requester that aborts"],
  site: {
    version: "2010",
    databases: [
      { name: "SIM-DB01", active: 0, copies: 1 },
      { name: "SIM-DB02", active: 0, copies: 1 },
    ],
  },
  hours: 4,
  mixes: false,
  order: (lab, at) =>
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0], ends: "aborts" }))),
  predicts: { jobs: ["aborted"], findings: ["JOB_ABORTED"], exit: 2 },
};
