import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const replicaWriter2010: Scenario = {
  name: "replica-writer-2010",
  title: "Exchange 2010: a copy is backed up by the writer of the replication service",
  story:
    "Up to 2010 passive copies have a writer of their own, in the replication service. The backup of the copy is good; its logs are deleted on the server that has the database mounted. The files of a copy hold no current log, and miss nothing without it.",
  faults: [],
  site: { version: "2010", databases: [{ name: "SIM-DB01", active: 1, copies: 2 }] },
  hours: 4,
  mixes: false,
  order: (lab, at) => lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0] }))),
  predicts: { jobs: ["succeeded"], findings: [], exit: 0, verify: 0 },
};
